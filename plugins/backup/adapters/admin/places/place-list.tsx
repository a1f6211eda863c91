import { useState, type ReactElement } from 'react';
import {
  Button,
  confirmFirst,
  Empty,
  fetchJson,
  formatBytes,
  formatDateTime,
  StatusBadge,
  useText,
  useDeed,
} from '../../../../../src/panel-kit/index.js';
import type { PlacesView, PlaceView } from '../../../contract/doors.js';
import { DOORS } from '../backup-doors.js';
import { PlaceDialog } from './place-dialog.js';
import { useRetentionWords } from './retention-words.js';

interface PlaceListProps {
  readonly view: PlacesView;
  readonly onChanged: () => void;
}

export function PlaceList({ view, onChanged }: PlaceListProps): ReactElement {
  const text = useText('backup');
  const [edited, setEdited] = useState<PlaceView | 'new' | null>(null);
  return (
    <section className="ch-section">
      <div className="backup-head">
        <h2>{text('places.heading')}</h2>
        {view.mayConfigure ? (
          <Button look="primary" onClick={() => setEdited('new')}>
            {text('places.add')}
          </Button>
        ) : null}
      </div>
      {view.places.length === 0 ? (
        <Empty title={text('places.none')}>
          <p>{text('places.noneHelp')}</p>
        </Empty>
      ) : (
        <ul className="backup-places">
          {view.places.map((place) => (
            <Place
              key={place.id}
              place={place}
              view={view}
              onEdit={() => setEdited(place)}
              onChanged={onChanged}
            />
          ))}
        </ul>
      )}
      {edited ? (
        <PlaceDialog
          kinds={view.kinds}
          start={edited === 'new' ? null : edited}
          onSaved={onChanged}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </section>
  );
}

function Place(props: {
  readonly place: PlaceView;
  readonly view: PlacesView;
  readonly onEdit: () => void;
  readonly onChanged: () => void;
}): ReactElement {
  const { place, view, onEdit, onChanged } = props;
  const text = useText('backup');
  const retention = useRetentionWords();
  const fields = view.kinds.find(({ name }) => name === place.kind)?.fields ?? [];
  const said = fields.filter(({ name }) => place.place[name]);
  return (
    <li className="ch-card ch-stack">
      <div className="backup-head">
        <h3>{place.name}</h3>
        <StatusBadge
          status={place.active ? 'active' : 'inactive'}
          label={text(place.active ? 'places.active' : 'places.inactive')}
        />
      </div>
      <dl className="ch-facts">
        <div>
          <dt>{text('places.kind')}</dt>
          <dd>{place.kindTitle}</dd>
        </div>
        {said.map(({ name, label }) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd className="backup-name">{place.place[name]}</dd>
          </div>
        ))}
        <div>
          <dt>{text('places.copies')}</dt>
          <dd>
            {text('places.copiesOf', { proven: place.copies.proven, stored: place.copies.stored })}
            {place.copies.bytes > 0 ? ` · ${formatBytes(place.copies.bytes)}` : ''}
          </dd>
        </div>
        <div>
          <dt>{text('places.newest')}</dt>
          <dd>{formatDateTime(place.newest)}</dd>
        </div>
      </dl>
      <p className="ch-help">{retention(place)}</p>
      {view.mayConfigure ? <PlaceDeeds place={place} onEdit={onEdit} onChanged={onChanged} /> : null}
    </li>
  );
}

function PlaceDeeds(props: {
  readonly place: PlaceView;
  readonly onEdit: () => void;
  readonly onChanged: () => void;
}): ReactElement {
  const { place, onEdit, onChanged } = props;
  const text = useText('backup');
  const trying = useDeed(onChanged);
  const removing = useDeed(onChanged);
  const attempt = (): Promise<void> =>
    trying.run(
      () => fetchJson(`${DOORS}/places/try`, { body: { id: place.id, kind: place.kind, place: {} } }),
      text('places.works', { name: place.name }),
    );
  const remove = async (): Promise<void> => {
    const isMeant = await confirmFirst({
      title: text('places.removeTitle', { name: place.name }),
      sentence: text('places.removeSentence'),
      yes: text('places.remove'),
      danger: true,
    });
    if (!isMeant) return;
    await removing.run(
      () => fetchJson(`${DOORS}/places/${place.id}?version=${place.version}`, { method: 'DELETE' }),
      text('places.removed', { name: place.name }),
    );
  };
  const { name } = place;
  return (
    <div className="ch-actions">
      <Button busy={trying.isBusy} aria-label={text('places.tryOf', { name })} onClick={() => void attempt()}>
        {text('places.try')}
      </Button>
      <Button aria-label={text('places.editOf', { name })} onClick={onEdit}>
        {text('places.edit')}
      </Button>
      <Button
        look="quiet"
        busy={removing.isBusy}
        aria-label={text('places.removeOf', { name })}
        onClick={() => void remove()}
      >
        {text('places.remove')}
      </Button>
    </div>
  );
}
