import type { ReactElement } from 'react';
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
  Table,
  useLoaded,
  useProblemSentence,
  useText,
} from '../../../../src/panel-kit/index.js';
import type { LearnedRule } from '../../contract/work.js';

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
            <section className="ch-card">
              <Table
                caption={text('rules.caption')}
                rows={rules}
                rowKey={({ id }) => id}
                columns={[
                  { key: 'rule', heading: text('rules.rule'), cell: (rule) => rule.sentence },
                  {
                    key: 'seen',
                    heading: text('rules.seen'),
                    numeric: true,
                    cell: ({ seen }) => formatNumber(seen),
                  },
                  {
                    key: 'state',
                    heading: text('rules.state'),
                    cell: ({ state }) => <StatusBadge status={state} label={text(`rules.states.${state}`)} />,
                  },
                  {
                    key: 'actions',
                    heading: text('rules.actions'),
                    cell: (rule) => (
                      <div className="ch-actions">
                        {rule.state === 'active' ? null : (
                          <Button onClick={() => void decide(rule, 'active')}>{text('rules.confirm')}</Button>
                        )}
                        {rule.state === 'proposed' ? (
                          <Button onClick={() => void decide(rule, 'declined')}>
                            {text('rules.decline')}
                          </Button>
                        ) : null}
                        {rule.state === 'active' ? (
                          <Button onClick={() => void decide(rule, 'declined')}>
                            {text('rules.switchOff')}
                          </Button>
                        ) : null}
                      </div>
                    ),
                  },
                ]}
              />
            </section>
          )
        }
      </Await>
    </Page>
  );
}
