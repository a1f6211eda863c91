import type { ReactElement } from 'react';
import { formatDateTime, useText } from '../../../../../src/panel-kit/index.js';
import type { RetentionRunView } from '../../../contract/doors.js';
import { CountTable } from './count-table.js';

/** What would go now. */
export function TrialCard({ trial }: { readonly trial: RetentionRunView }): ReactElement {
  const text = useText('privacy');
  return (
    <section className="ch-card ch-stack" role="status">
      <h2>{text('retention.pastTime', { at: formatDateTime(trial.startedAt) })}</h2>
      {trial.report.length === 0 ? (
        <p>{text('retention.nothing')}</p>
      ) : (
        <CountTable caption={text('retention.title')} report={trial.report} />
      )}
    </section>
  );
}
