import type { ReactElement } from 'react';
import {
  Empty,
  formatDateTime,
  Notice,
  ProgressBar,
  StatusBadge,
  useText,
} from '../../../../../src/panel-kit/index.js';
import type { ErasureView } from '../../../contract/requests.js';
import { ReportTable } from './report-table.js';
import { SubjectLink } from './subject-link.js';

/** Who was forgotten, or is being forgotten now. */
export function ErasureList({ erasures }: { readonly erasures: readonly ErasureView[] }): ReactElement {
  const text = useText('privacy');
  return (
    <section className="ch-section">
      <h2>{text('requests.erasures')}</h2>
      {erasures.length === 0 ? (
        <Empty title={text('requests.noErasures')} />
      ) : (
        erasures.map((erasure) => <Erasure key={erasure.id} erasure={erasure} />)
      )}
    </section>
  );
}

function Erasure({ erasure }: { readonly erasure: ErasureView }): ReactElement {
  const text = useText('privacy');
  const { subject, state, progress, reason, error, report, again, requestedBy, requestedAt } = erasure;
  const asked = formatDateTime(requestedAt);
  return (
    <article className="ch-card ch-stack">
      <h3>
        <SubjectLink subject={subject} />{' '}
        <StatusBadge status={state} label={text(`requests.erasureStates.${state}`)} />
      </h3>
      <dl className="ch-facts">
        <div>
          <dt>{text('requests.asked')}</dt>
          <dd>{requestedBy === null ? asked : `${requestedBy}, ${asked}`}</dd>
        </div>
        <div>
          <dt>{text('requests.reason')}</dt>
          <dd>{reason}</dd>
        </div>
        {erasure.doneAt === null ? null : (
          <div>
            <dt>{text('requests.done')}</dt>
            <dd>{formatDateTime(erasure.doneAt)}</dd>
          </div>
        )}
      </dl>
      {state === 'running' ? (
        <ProgressBar label={text('requests.erasing')} {...progress} since={requestedAt} />
      ) : null}
      {state === 'failed' ? (
        <Notice tone="error">
          <p>{error}</p>
          <p>{text('requests.askAgain')}</p>
        </Notice>
      ) : null}
      {erasure.doneAt === null ? null : (
        <details>
          <summary>{text('requests.report')}</summary>
          <ReportTable report={report} />
        </details>
      )}
      {again.map((each) => (
        <details key={each.at}>
          <summary>{text(`requests.again.${each.because}`, { at: formatDateTime(each.at) })}</summary>
          <ReportTable report={each.report} />
        </details>
      ))}
    </article>
  );
}
