import { useState, type ReactElement } from 'react';
import {
  asProblem,
  Await,
  Button,
  changesOf,
  confirmFirst,
  Empty,
  fetchJson,
  formatDateTime,
  Menu,
  notify,
  StatusBadge,
  Table,
  useLive,
  useLoaded,
  useProblemSentence,
  useRhythmWords,
  useText,
} from '../../../../../src/panel-kit/index.js';
import type { ScheduleView, Vocabulary } from '../../../contract/doors.js';
import { DOORS } from '../report-doors.js';
import { ScheduleDialog } from '../schedule-dialog.js';
import { DeliveriesDialog } from './deliveries-dialog.js';

/** What is sent by itself: when next, and how the last time went. */
export function ScheduleList({ vocabulary }: { readonly vocabulary: Vocabulary }): ReactElement {
  const text = useText('reports');
  const words = useRhythmWords();
  const schedules = useLoaded<readonly ScheduleView[]>(`${DOORS}/schedules`);
  const [edited, setEdited] = useState<ScheduleView | null>(null);
  const [looked, setLooked] = useState<ScheduleView | null>(null);
  const change = useChanges(schedules.reload);
  useLive(changesOf('ReportSchedule'), schedules.reload);
  return (
    <>
      <Await loaded={schedules}>
        {(all) =>
          all.length === 0 ? (
            <Empty title={text('schedule.none')}>
              <p>{text('schedule.noneHelp')}</p>
            </Empty>
          ) : (
            <Table
              caption={text('parts.schedules')}
              rows={all}
              rowKey={({ id }) => id}
              columns={[
                {
                  key: 'name',
                  heading: text('schedule.name'),
                  cell: (schedule) => (
                    <div>
                      <strong>{schedule.name}</strong>
                      {schedule.title === schedule.name ? null : <p className="ch-help">{schedule.title}</p>}
                    </div>
                  ),
                },
                { key: 'when', heading: text('schedule.when'), cell: ({ cron }) => words(cron) },
                {
                  key: 'to',
                  heading: text('schedule.to'),
                  cell: ({ recipientLabels, format }) =>
                    `${recipientLabels.join(', ')} · ${format.toUpperCase()}`,
                },
                {
                  key: 'next',
                  heading: text('schedule.next'),
                  cell: ({ active, nextRunAt }) =>
                    active ? formatDateTime(nextRunAt) : text('schedule.off'),
                },
                {
                  key: 'last',
                  heading: text('schedule.last'),
                  cell: (schedule) => <LastTime {...schedule} />,
                },
                {
                  key: 'do',
                  heading: text('files.do'),
                  cell: (schedule) => (
                    <Menu closesItself face={text('more')} label={text('moreOf', { title: schedule.name })}>
                      <Button look="quiet" onClick={() => setEdited(schedule)}>
                        {text('schedule.edit')}
                      </Button>
                      <Button look="quiet" onClick={() => void change.turn(schedule)}>
                        {text(schedule.active ? 'schedule.turnOff' : 'schedule.turnOn')}
                      </Button>
                      <Button look="quiet" onClick={() => setLooked(schedule)}>
                        {text('schedule.deliveries')}
                      </Button>
                      <Button look="quiet" onClick={() => void change.remove(schedule)}>
                        {text('schedule.delete')}
                      </Button>
                    </Menu>
                  ),
                },
              ]}
            />
          )
        }
      </Await>
      {edited ? (
        <ScheduleDialog
          vocabulary={vocabulary}
          start={edited}
          onClose={() => setEdited(null)}
          onSaved={() => {
            setEdited(null);
            schedules.reload();
          }}
        />
      ) : null}
      {looked ? <DeliveriesDialog schedule={looked} onClose={() => setLooked(null)} /> : null}
    </>
  );
}

function LastTime({ lastRunAt, lastError }: ScheduleView): ReactElement {
  const text = useText('reports');
  if (lastRunAt === null) return <>{text('schedule.never')}</>;
  return (
    <div>
      <StatusBadge
        status={lastError ? 'failed' : 'done'}
        label={text(lastError ? 'schedule.failed' : 'schedule.sent')}
      />{' '}
      {formatDateTime(lastRunAt)}
      {lastError ? <p className="ch-help">{lastError}</p> : null}
    </div>
  );
}

function useChanges(reload: () => void) {
  const text = useText('reports');
  const sentence = useProblemSentence();
  const doing = async (message: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
      notify({ tone: 'success', message });
    } catch (error) {
      notify({ tone: 'error', message: sentence(asProblem(error)) });
    }
    reload();
  };
  return {
    turn: (schedule: ScheduleView) => {
      const { name, report, library, cron, zone, format, channel, recipients, version } = schedule;
      const active = !schedule.active;
      const body = { name, report, library, cron, zone, format, channel, recipients, active, version };
      return doing(text(active ? 'schedule.isOn' : 'schedule.isOff', { name }), () =>
        fetchJson(`${DOORS}/schedules/${schedule.id}`, { method: 'PUT', body }),
      );
    },
    async remove({ id, name, version }: ScheduleView) {
      const question = {
        title: text('schedule.deleteTitle', { name }),
        sentence: text('schedule.deleteSentence'),
        yes: text('schedule.delete'),
        danger: true,
      };
      if (!(await confirmFirst(question))) return;
      await doing(text('schedule.deleted', { name }), () =>
        fetchJson(`${DOORS}/schedules/${id}?version=${version}`, { method: 'DELETE' }),
      );
    },
  };
}
