import type { ReactElement } from 'react';
import {
  Await,
  Dialog,
  Empty,
  formatDateTime,
  StatusBadge,
  Table,
  useLoaded,
  useText,
} from '../../../../../src/panel-kit/index.js';
import type { DeliveryView, ScheduleView } from '../../../contract/doors.js';
import { DOORS } from '../report-doors.js';

/** What a schedule has sent to whom, newest first. */
export function DeliveriesDialog(props: {
  readonly schedule: ScheduleView;
  readonly onClose: () => void;
}): ReactElement {
  const { schedule, onClose } = props;
  const text = useText('reports');
  const deliveries = useLoaded<readonly DeliveryView[]>(`${DOORS}/schedules/${schedule.id}/deliveries`);
  const title = text('schedule.deliveriesOf', { name: schedule.name });
  return (
    <Dialog title={title} onClose={onClose} className="reports-wide-dialog">
      <Await loaded={deliveries}>
        {(all) =>
          all.length === 0 ? (
            <Empty title={text('schedule.noDeliveries')} />
          ) : (
            <Table
              caption={title}
              rows={all}
              rowKey={({ occurrence, recipient }) => `${occurrence} ${recipient}`}
              columns={[
                { key: 'at', heading: text('schedule.sentAt'), cell: ({ at }) => formatDateTime(at) },
                { key: 'to', heading: text('schedule.to'), cell: ({ recipient }) => recipient },
                {
                  key: 'state',
                  heading: text('files.state'),
                  cell: ({ state, error }) => (
                    <div>
                      <StatusBadge
                        status={state === 'sent' ? 'done' : state}
                        label={text(`schedule.states.${state}`)}
                      />
                      {error ? <p className="ch-help">{error}</p> : null}
                    </div>
                  ),
                },
              ]}
            />
          )
        }
      </Await>
    </Dialog>
  );
}
