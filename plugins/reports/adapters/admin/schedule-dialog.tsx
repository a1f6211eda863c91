import { useState, type FormEvent, type ReactElement } from 'react';
import {
  asProblem,
  Button,
  ChooseOne,
  Dialog,
  Failure,
  fetchJson,
  Field,
  notify,
  RhythmFields,
  Tick,
  useText,
  zoneOptions,
  type Problem,
} from '../../../../src/panel-kit/index.js';
import type { ScheduleToSave, ScheduleView, Vocabulary } from '../../contract/doors.js';
import { RecipientFields } from './recipient-fields.js';
import { DOORS } from './report-doors.js';

interface ScheduleDialogProps {
  readonly vocabulary: Vocabulary;
  readonly start: ScheduleToSave | ScheduleView;
  readonly onSaved: (schedule: ScheduleView) => void;
  readonly onClose: () => void;
}

const MONDAY_MORNING = '0 8 * * 1';

/** A schedule that begins as most are wanted: every Monday morning, as a PDF. */
export function newSchedule(
  vocabulary: Vocabulary,
  of: { readonly report: string | null; readonly library: string | null; readonly title: string },
): ScheduleToSave {
  return {
    name: of.title,
    report: of.report,
    library: of.library,
    cron: MONDAY_MORNING,
    zone: vocabulary.zone,
    format: 'pdf',
    channel: vocabulary.channels[0]?.name ?? '',
    recipients: [],
    active: true,
  };
}

/** When a report is sent by itself, to whom, as what. */
export function ScheduleDialog({ vocabulary, start, onSaved, onClose }: ScheduleDialogProps): ReactElement {
  const text = useText('reports');
  const [schedule, setSchedule] = useState<ScheduleToSave>(() => toSave(start));
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const change = (part: Partial<ScheduleToSave>): void => setSchedule((before) => ({ ...before, ...part }));
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setSaving(true);
    try {
      const saved = await fetchJson<ScheduleView>(
        'id' in start ? `${DOORS}/schedules/${start.id}` : `${DOORS}/schedules`,
        'id' in start ? { method: 'PUT', body: { ...schedule, version: start.version } } : { body: schedule },
      );
      notify({ tone: 'success', message: text('schedule.saved', { name: saved.name }) });
      onSaved(saved);
    } catch (error) {
      setProblem(asProblem(error));
      setSaving(false);
    }
  };
  return (
    <Dialog title={text('id' in start ? 'schedule.edit' : 'schedule.new')} onClose={onClose}>
      <form className="ch-stack" onSubmit={(event) => void save(event)}>
        <Field label={text('schedule.name')} required>
          {(control) => (
            <input
              {...control}
              type="text"
              maxLength={120}
              autoComplete="off"
              value={schedule.name}
              onChange={(event) => change({ name: event.target.value })}
            />
          )}
        </Field>
        <RhythmFields cron={schedule.cron} onChange={(cron) => change({ cron })} />
        <ZoneField zone={schedule.zone} onChange={(zone) => change({ zone })} />
        <div className="ch-fields">
          <ChooseOne
            label={text('schedule.format')}
            value={schedule.format}
            options={vocabulary.formats.map((format) => ({
              value: format,
              label: text(`formats.${format}`),
            }))}
            onChoose={(format) => change({ format })}
          />
          <ChooseOne
            label={text('schedule.channel')}
            value={schedule.channel}
            options={vocabulary.channels.map(({ name, title }) => ({ value: name, label: title }))}
            onChoose={(channel) => change({ channel })}
          />
        </div>
        <RecipientFields
          recipients={schedule.recipients}
          labels={'id' in start ? labelsOf(start) : {}}
          onChange={(recipients) => change({ recipients })}
        />
        <Tick
          label={text('schedule.active')}
          checked={schedule.active}
          onChange={(active) => change({ active })}
        />
        {problem ? <Failure problem={problem} /> : null}
        <div className="ch-actions ch-dialog-end">
          <Button onClick={onClose}>{text('cancel')}</Button>
          <Button
            type="submit"
            look="primary"
            busy={isSaving}
            disabled={schedule.name.trim() === '' || schedule.recipients.length === 0}
          >
            {text('schedule.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function ZoneField(props: {
  readonly zone: string;
  readonly onChange: (zone: string) => void;
}): ReactElement {
  const text = useText('reports');
  return (
    <ChooseOne
      label={text('schedule.zone')}
      value={props.zone}
      options={zoneOptions(props.zone).map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
      onChoose={props.onChange}
    />
  );
}

function toSave(start: ScheduleToSave): ScheduleToSave {
  const { name, report, library, cron, zone, format, channel, recipients, active } = start;
  return { name, report, library, cron, zone, format, channel, recipients, active };
}

function labelsOf({ recipients, recipientLabels }: ScheduleView): Readonly<Record<string, string>> {
  return Object.fromEntries(
    recipients.flatMap((recipient, at) =>
      recipient.kind === 'user' ? [[recipient.id, recipientLabels[at] ?? recipient.id]] : [],
    ),
  );
}
