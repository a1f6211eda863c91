import type { ReactElement } from 'react';
import {
  Button,
  fetchJson,
  formatDateTime,
  Notice,
  NOTHING,
  ProgressBar,
  useLanguage,
  useText,
  useDeed,
} from '../../../../../src/panel-kit/index.js';
import type { DrillView, Overview } from '../../../contract/doors.js';
import { ageInWords } from '../../../domain/age.js';
import { DOORS } from '../backup-doors.js';
import { StateBadge } from '../state-badge.js';

interface SafetyProps {
  readonly overview: Overview;
  readonly onChanged: () => void;
}

/** What somebody wants to know who asks whether the house could be had back today. */
export function Safety({ overview, onChanged }: SafetyProps): ReactElement {
  const text = useText('backup');
  const language = useLanguage();
  const { newestProven: newest, isLate, lateHours, drills, faults } = overview;
  const [drill] = drills;
  return (
    <section className="ch-card ch-stack" aria-label={text('safety.title')}>
      <Verdict overview={overview} />
      <dl className="ch-facts">
        <div>
          <dt>{text('safety.newest')}</dt>
          <dd>
            {newest ? (
              <>
                <time dateTime={newest.madeAt} title={formatDateTime(newest.madeAt)}>
                  <strong>{ageInWords(newest.minutes, language)}</strong>
                </time>
                <br />
                <span className="backup-name">{newest.fileName}</span>
              </>
            ) : (
              NOTHING
            )}
          </dd>
          <dd className="ch-help">
            {text(isLate ? 'safety.late' : 'safety.lateAfter', { count: lateHours })}
          </dd>
        </div>
        <div>
          <dt>{text('safety.drill')}</dt>
          <dd>{drill ? <DrillLine drill={drill} /> : NOTHING}</dd>
          <dd className="ch-help">{text('safety.drillHelp')}</dd>
        </div>
      </dl>
      {drill?.state === 'running' ? (
        <ProgressBar label={text('drills.running')} {...drill.progress} since={drill.startedAt} />
      ) : null}
      {faults.length > 0 ? (
        <Notice tone="warning" title={text('safety.faults', { count: faults.length })}>
          <ul className="backup-plain">
            {faults.map(({ kind, title, sentence, at }) => (
              <li key={`${kind} ${title}`}>
                <strong>{text(`safety.faultOf.${kind}`, { title })}</strong> {sentence}{' '}
                <span className="backup-muted">{formatDateTime(at)}</span>
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {overview.may.make ? <RunDrill overview={overview} onChanged={onChanged} /> : null}
    </section>
  );
}

function Verdict({ overview }: { readonly overview: Overview }): ReactElement {
  const text = useText('backup');
  const { newestProven, isLate, drills } = overview;
  const isRestored = drills.find(({ state }) => state !== 'running')?.state === 'passed';
  if (newestProven === null)
    return (
      <Notice tone="error" title={text('safety.none')}>
        <p>{text('safety.noneHelp')}</p>
      </Notice>
    );
  if (isLate)
    return (
      <Notice tone="warning" title={text('safety.isLate')}>
        <p>{text('safety.isLateHelp')}</p>
      </Notice>
    );
  return (
    <Notice tone={isRestored ? 'success' : 'info'} title={text('safety.proven')}>
      <p>{text(isRestored ? 'safety.restored' : 'safety.notRestored')}</p>
    </Notice>
  );
}

function DrillLine({ drill }: { readonly drill: DrillView }): ReactElement {
  const text = useText('backup');
  return (
    <>
      <StateBadge state={drill.state} /> {formatDateTime(drill.finishedAt ?? drill.startedAt)}
      {drill.certificate ? (
        <>
          <br />
          <a href={drill.certificate} target="_blank" rel="noreferrer">
            {text('drills.certificate')}
          </a>
        </>
      ) : null}
    </>
  );
}

function RunDrill({ overview, onChanged }: SafetyProps): ReactElement {
  const text = useText('backup');
  const { isBusy, run } = useDeed(onChanged);
  const isRunning = overview.drills.some(({ state }) => state === 'running');
  return (
    <div className="ch-actions">
      <Button
        busy={isBusy}
        disabled={isRunning || overview.newestProven === null}
        onClick={() => void run(() => fetchJson(`${DOORS}/drills`, { body: {} }), text('drills.started'))}
      >
        {text('drills.run')}
      </Button>
    </div>
  );
}
