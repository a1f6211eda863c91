import type { ReactElement } from 'react';
import {
  Await,
  Button,
  Empty,
  fetchJson,
  formatDateTime,
  StatusBadge,
  useDeed,
  useLanguage,
  useLoaded,
  useText,
} from '../../../../../src/panel-kit/index.js';
import type {
  OwnConsent,
  OwnConsentEntry,
  OwnConsents,
  WordingView,
} from '../../../contract/consent-doors.js';
import { standingTone, standingWords } from './consent-doors.js';

const DOOR = '/admin/x/privacy/my/consents';

/** What the reader is asked, in words; one press gives or takes back. */
export function MyConsents(): ReactElement {
  const text = useText('privacy');
  const loaded = useLoaded<OwnConsents>(DOOR);
  return (
    <section className="ch-section ch-stack">
      <h2>{text('myConsents.heading')}</h2>
      <Await loaded={loaded}>
        {({ consents, history }) =>
          consents.length === 0 ? (
            <Empty title={text('myConsents.nothing')} />
          ) : (
            <>
              <p>{text('myConsents.about')}</p>
              <ul className="privacy-list">
                {consents.map((consent) => (
                  <li key={consent.wording.purpose} className="ch-card ch-stack">
                    <Choice consent={consent} onSaid={loaded.reload} />
                  </li>
                ))}
              </ul>
              {history.length > 0 ? <History said={history} /> : null}
            </>
          )
        }
      </Await>
    </section>
  );
}

interface ChoiceProps {
  readonly consent: OwnConsent;
  readonly onSaid: () => void;
}

function Choice({ consent: { wording, standing }, onSaid }: ChoiceProps): ReactElement {
  const text = useText('privacy');
  const language = useLanguage() as keyof WordingView['texts'];
  const saying = useDeed(onSaid);
  const { purpose } = wording;
  const say = (given: boolean): Promise<void> =>
    saying.run(
      () => fetchJson(DOOR, { body: { wordingId: wording.id, given, language } }),
      text(given ? 'myConsents.agreed' : 'myConsents.takenBack'),
    );
  const isGiven = standing?.given === true;
  const mayGive = !isGiven || standing.isOutdated;
  const give = text(isGiven ? 'myConsents.giveNew' : 'myConsents.give');
  const refuse = text(isGiven ? 'myConsents.withdraw' : 'myConsents.refuse');
  return (
    <>
      <div className="privacy-head">
        <h3>{purpose}</h3>
        {standing ? (
          <StatusBadge status={standingTone(standing)} label={standingWords(text, standing)} />
        ) : (
          <StatusBadge status="waiting" label={text('myConsents.notAsked')} />
        )}
      </div>
      <blockquote className="privacy-words">{wording.texts[language]}</blockquote>
      {standing ? (
        <p className="ch-help">
          {text(isGiven ? 'myConsents.given' : 'myConsents.withdrawn', { at: formatDateTime(standing.at) })}
        </p>
      ) : null}
      {isGiven && standing.isOutdated ? (
        <>
          <p className="ch-help">{text('myConsents.changed', { edition: standing.edition })}</p>
          <blockquote className="privacy-words" lang={standing.language}>
            {standing.text}
          </blockquote>
        </>
      ) : null}
      <div className="ch-actions">
        {mayGive ? (
          <Button
            look="primary"
            busy={saying.isBusy}
            aria-label={`${give}: ${purpose}`}
            onClick={() => void say(true)}
          >
            {give}
          </Button>
        ) : null}
        {isGiven || !standing ? (
          <Button busy={saying.isBusy} aria-label={`${refuse}: ${purpose}`} onClick={() => void say(false)}>
            {refuse}
          </Button>
        ) : null}
      </div>
    </>
  );
}

function History({ said }: { readonly said: readonly OwnConsentEntry[] }): ReactElement {
  const text = useText('privacy');
  return (
    <details className="ch-card">
      <summary>{text('myConsents.history')}</summary>
      <ol className="privacy-list">
        {said.map((each) => (
          <li key={each.id} className="ch-stack">
            <p>
              <strong>{each.purpose}</strong> · {text(each.given ? 'consents.given' : 'consents.withdrawn')} ·{' '}
              {formatDateTime(each.at)} · {text(`consents.sources.${each.source}`)} ·{' '}
              {text('consents.edition', { edition: each.edition })}
              {each.byOneself ? null : ` · ${text('myConsents.byStaff')}`}
            </p>
            <blockquote className="privacy-words" lang={each.language}>
              {each.text}
            </blockquote>
          </li>
        ))}
      </ol>
    </details>
  );
}
