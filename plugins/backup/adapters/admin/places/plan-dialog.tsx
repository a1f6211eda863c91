import { useState, type FormEvent, type ReactElement } from 'react';
import {
  asProblem,
  Button,
  ChooseOne,
  Dialog,
  Failure,
  fetchJson,
  Field,
  house,
  notify,
  RhythmFields,
  Tick,
  useText,
  zoneOptions,
  type Problem,
} from '../../../../../src/panel-kit/index.js';
import type { PlacesView, PlanView } from '../../../contract/doors.js';
import { DOORS } from '../backup-doors.js';
import { ContentFields, PlaceTicks, type Content } from '../content-fields.js';

interface PlanDialogProps {
  readonly view: PlacesView;
  /** null: a new one */
  readonly start: PlanView | null;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

const EVERY_NIGHT = '0 3 * * *';

/** When a backup is made by itself, of what, and where it goes. */
export function PlanDialog({ view, start, onSaved, onClose }: PlanDialogProps): ReactElement {
  const text = useText('backup');
  const [plan, setPlan] = useState(() => ({
    name: start?.name ?? '',
    cron: start?.cron ?? EVERY_NIGHT,
    zone: start?.zone ?? house().organisation.zone,
    destinations: start?.destinations ?? view.places.map(({ id }) => id),
    active: start?.active ?? true,
  }));
  const [content, setContent] = useState<Content>({
    sets: start && start.sets.length > 0 ? start.sets : null,
    rows: start?.rows ?? 'jsonl',
  });
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const change = (part: Partial<typeof plan>): void => setPlan((before) => ({ ...before, ...part }));
  const isComplete = plan.name.trim() !== '' && plan.destinations.length > 0 && content.sets?.length !== 0;
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setSaving(true);
    const body = { ...plan, sets: content.sets ?? [], rows: content.rows };
    try {
      await (start
        ? fetchJson(`${DOORS}/plans/${start.id}`, {
            method: 'PUT',
            body: { ...body, version: start.version },
          })
        : fetchJson(`${DOORS}/plans`, { body }));
      notify({ tone: 'success', message: text('plans.saved', { name: plan.name }) });
      onSaved();
      onClose();
    } catch (error) {
      setProblem(asProblem(error));
      setSaving(false);
    }
  };
  return (
    <Dialog title={text(start ? 'plans.editTitle' : 'plans.addTitle')} onClose={onClose}>
      <form className="ch-stack" onSubmit={(event) => void save(event)}>
        <Field label={text('plans.name')} required>
          {(control) => (
            <input
              {...control}
              type="text"
              maxLength={120}
              autoComplete="off"
              value={plan.name}
              onChange={({ target }) => change({ name: target.value })}
            />
          )}
        </Field>
        <RhythmFields cron={plan.cron} onChange={(cron) => change({ cron })} />
        <ChooseOne
          label={text('plans.zone')}
          value={plan.zone}
          options={zoneOptions(plan.zone).map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
          onChoose={(zone) => change({ zone })}
        />
        <ContentFields
          sets={view.sets}
          content={content}
          onChange={(part) => setContent((before) => ({ ...before, ...part }))}
        />
        <PlaceTicks
          places={view.places.map(({ id, name }) => ({ id, title: name }))}
          chosen={plan.destinations}
          onChange={(destinations) => change({ destinations })}
        />
        <Tick label={text('plans.active')} checked={plan.active} onChange={(active) => change({ active })} />
        {problem ? <Failure problem={problem} /> : null}
        <div className="ch-actions ch-dialog-end">
          <Button onClick={onClose}>{text('cancel')}</Button>
          <Button type="submit" look="primary" busy={isSaving} disabled={!isComplete}>
            {text('plans.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
