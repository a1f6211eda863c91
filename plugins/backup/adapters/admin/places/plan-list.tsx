import { useState, type ReactElement } from 'react';
import {
  Button,
  confirmFirst,
  Empty,
  fetchJson,
  formatDateTime,
  StatusBadge,
  Table,
  useRhythmWords,
  useText,
  useDeed,
} from '../../../../../src/panel-kit/index.js';
import type { PlacesView, PlanView } from '../../../contract/doors.js';
import { DOORS } from '../backup-doors.js';
import { PlanDialog } from './plan-dialog.js';

interface PlanListProps {
  readonly view: PlacesView;
  readonly onChanged: () => void;
}

/** When backups are made by themselves. */
export function PlanList({ view, onChanged }: PlanListProps): ReactElement {
  const text = useText('backup');
  const words = useRhythmWords();
  const [edited, setEdited] = useState<PlanView | 'new' | null>(null);
  const titleOf = (all: readonly { readonly id: string; readonly title: string }[], id: string): string =>
    all.find((each) => each.id === id)?.title ?? id;
  const sets = view.sets.map(({ name, title }) => ({ id: name, title }));
  const places = view.places.map(({ id, name }) => ({ id, title: name }));
  return (
    <section className="ch-section">
      <div className="backup-head">
        <h2>{text('plans.title')}</h2>
        {view.mayConfigure ? (
          <Button disabled={view.places.length === 0} onClick={() => setEdited('new')}>
            {text('plans.add')}
          </Button>
        ) : null}
      </div>
      {view.plans.length === 0 ? (
        <Empty title={text('plans.none')}>
          <p>{text('plans.noneHelp')}</p>
        </Empty>
      ) : (
        <Table
          caption={text('plans.title')}
          rows={view.plans}
          rowKey={({ id }) => id}
          columns={[
            { key: 'name', heading: text('plans.name'), cell: ({ name }) => name },
            {
              key: 'when',
              heading: text('plans.when'),
              cell: ({ cron, zone }) => (
                <div>
                  {words(cron)}
                  <p className="ch-help">{zone.replaceAll('_', ' ')}</p>
                </div>
              ),
            },
            {
              key: 'what',
              heading: text('plans.what'),
              cell: (plan) =>
                plan.sets.length === 0
                  ? text('sets.everything')
                  : plan.sets.map((name) => titleOf(sets, name)).join(', '),
            },
            {
              key: 'where',
              heading: text('plans.where'),
              cell: ({ destinations }) => destinations.map((id) => titleOf(places, id)).join(', '),
            },
            { key: 'next', heading: text('plans.next'), cell: (plan) => <Next plan={plan} /> },
            ...(view.mayConfigure
              ? [
                  {
                    key: 'do',
                    heading: text('plans.do'),
                    cell: (plan: PlanView) => (
                      <PlanDeeds plan={plan} onEdit={() => setEdited(plan)} onChanged={onChanged} />
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
      {edited ? (
        <PlanDialog
          view={view}
          start={edited === 'new' ? null : edited}
          onSaved={onChanged}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </section>
  );
}

function Next({ plan }: { readonly plan: PlanView }): ReactElement {
  const text = useText('backup');
  if (!plan.active) return <StatusBadge status="inactive" label={text('plans.off')} />;
  return (
    <div>
      {formatDateTime(plan.nextRunAt)}
      {plan.error ? <p className="ch-help backup-wrong">{plan.error}</p> : null}
    </div>
  );
}

function PlanDeeds(props: {
  readonly plan: PlanView;
  readonly onEdit: () => void;
  readonly onChanged: () => void;
}): ReactElement {
  const { plan, onEdit, onChanged } = props;
  const { name } = plan;
  const text = useText('backup');
  const { isBusy, run } = useDeed(onChanged);
  const remove = async (): Promise<void> => {
    const isMeant = await confirmFirst({
      title: text('plans.removeTitle', { name }),
      sentence: text('plans.removeSentence'),
      yes: text('plans.remove'),
      danger: true,
    });
    if (!isMeant) return;
    await run(
      () => fetchJson(`${DOORS}/plans/${plan.id}?version=${plan.version}`, { method: 'DELETE' }),
      text('plans.removed', { name }),
    );
  };
  return (
    <div className="ch-actions">
      <Button aria-label={text('plans.editOf', { name })} onClick={onEdit}>
        {text('plans.edit')}
      </Button>
      <Button
        look="quiet"
        busy={isBusy}
        aria-label={text('plans.removeOf', { name })}
        onClick={() => void remove()}
      >
        {text('plans.remove')}
      </Button>
    </div>
  );
}
