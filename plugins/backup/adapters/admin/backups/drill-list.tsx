import type { ReactElement } from 'react';
import { Empty, formatDateTime, NOTHING, Table, useText } from '../../../../../src/panel-kit/index.js';
import type { DrillView } from '../../../contract/doors.js';
import { StateBadge } from '../state-badge.js';

/** Backups that were restored to see whether they can be. */
export function DrillList({ drills }: { readonly drills: readonly DrillView[] }): ReactElement {
  const text = useText('backup');
  return (
    <section className="ch-section">
      <h2>{text('drills.title')}</h2>
      {drills.length === 0 ? (
        <Empty title={text('drills.none')}>
          <p>{text('drills.noneHelp')}</p>
        </Empty>
      ) : (
        <Table
          caption={text('drills.title')}
          rows={drills}
          rowKey={({ id }) => id}
          columns={[
            { key: 'at', heading: text('drills.at'), cell: ({ startedAt }) => formatDateTime(startedAt) },
            {
              key: 'backup',
              heading: text('drills.backup'),
              cell: ({ fileName }) => <span className="backup-name">{fileName || NOTHING}</span>,
            },
            { key: 'state', heading: text('drills.state'), cell: (drill) => <DrillState drill={drill} /> },
            {
              key: 'certificate',
              heading: text('drills.certificate'),
              cell: ({ certificate, startedAt }) =>
                certificate ? (
                  <a
                    href={certificate}
                    target="_blank"
                    rel="noreferrer"
                    aria-label={text('drills.openOf', { at: formatDateTime(startedAt) })}
                  >
                    {text('drills.open')}
                  </a>
                ) : (
                  NOTHING
                ),
            },
          ]}
        />
      )}
    </section>
  );
}

function DrillState({ drill }: { readonly drill: DrillView }): ReactElement {
  return (
    <div>
      <StateBadge state={drill.state} />
      {drill.error ? <p className="ch-help">{drill.error}</p> : null}
    </div>
  );
}
