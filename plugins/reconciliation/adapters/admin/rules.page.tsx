import { useId, type ReactElement } from 'react';
import {
  asProblem,
  Await,
  Button,
  Empty,
  fetchJson,
  formatNumber,
  notify,
  Page,
  StatusBadge,
  useLoaded,
  useProblemSentence,
  useText,
} from '../../../../src/panel-kit/index.js';
import type { LearnedRule } from '../../contract/work.js';

type Text = ReturnType<typeof useText>;

const DOOR = '/admin/x/reconciliation/rules';

/** What was learned from decisions: nothing of it works before somebody has said so here. */
export default function RulesPage(): ReactElement {
  const text = useText('reconciliation');
  const sentence = useProblemSentence();
  const loaded = useLoaded<readonly LearnedRule[]>(DOOR);

  async function decide({ id, version }: LearnedRule, state: LearnedRule['state']): Promise<void> {
    try {
      await fetchJson(`${DOOR}/${encodeURIComponent(id)}/decide`, { body: { version, state } });
    } catch (error) {
      notify({ tone: 'error', message: sentence(asProblem(error)) });
    }
    loaded.reload();
  }

  return (
    <Page title={text('rules.title')}>
      <Await loaded={loaded}>
        {(rules) =>
          rules.length === 0 ? (
            <Empty title={text('rules.none')}>
              <p>{text('rules.noneHelp')}</p>
            </Empty>
          ) : (
            <ul className="rules-list" aria-label={text('rules.caption')}>
              {rules.map((rule) => (
                <Rule key={rule.id} rule={rule} text={text} onDecide={(state) => void decide(rule, state)} />
              ))}
            </ul>
          )
        }
      </Await>
    </Page>
  );
}

function Rule({
  rule: { sentence, seen, state },
  text,
  onDecide,
}: {
  readonly rule: LearnedRule;
  readonly text: Text;
  readonly onDecide: (state: LearnedRule['state']) => void;
}): ReactElement {
  const sentenceId = useId();
  const button = (decided: LearnedRule['state'], name: string): ReactElement => (
    <Button aria-describedby={sentenceId} onClick={() => onDecide(decided)}>
      {text(`rules.${name}`)}
    </Button>
  );
  return (
    <li className="ch-card ch-stack">
      <p id={sentenceId}>{sentence}</p>
      <p className="rules-standing">
        <StatusBadge status={state} label={text(`rules.states.${state}`)} />
        {text('rules.seen', { times: formatNumber(seen) })}
      </p>
      <div className="ch-actions">
        {state === 'active' ? button('declined', 'switchOff') : button('active', 'confirm')}
        {state === 'proposed' ? button('declined', 'decline') : null}
      </div>
    </li>
  );
}
