import { useState, type ReactElement } from 'react';
import { useNavigate } from 'react-router-dom';
import {
  asProblem,
  Button,
  confirmFirst,
  fetchJson,
  Menu,
  Notice,
  notify,
  useLoaded,
  useProblemSentence,
  useText,
} from '../../../../panel-kit/index.js';
import { Icon } from '../shell/icon.js';
import { filterParts, spell, useListAddress, type Filters } from './list-address.js';
import type { ListMeta } from '../../lists/list-door.js';
import { useListMemory } from './list-memory.js';
import { ViewName } from './view-name.js';

interface Look {
  readonly filters?: Filters;
  readonly sortBy?: string;
  readonly direction?: 'asc' | 'desc';
  readonly columns?: readonly string[];
  readonly perPage?: number;
}

interface View {
  readonly id: string;
  readonly name: string;
  readonly look: Look;
  readonly shared: boolean;
  readonly isMine: boolean;
  readonly version: number;
  /** filters that this reader may not use */
  readonly dropped: number;
}

interface Views {
  readonly views: readonly View[];
  readonly defaultView: string | null;
  readonly mayShare: boolean;
}

interface ListViewsProps {
  readonly resourceId: string;
  readonly meta: ListMeta | undefined;
}

/** Lists as they were saved: one's own, and those that others share. */
export function ListViews({ resourceId, meta }: ListViewsProps): ReactElement {
  const text = useText();
  const address = useListAddress();
  const [wanted, want] = useState(address.view !== null);
  const [naming, setNaming] = useState<'new' | View | null>(null);
  const door = `/admin/x/host/views/${encodeURIComponent(resourceId)}`;
  const { data, reload } = useLoaded<Views>(wanted ? door : null);
  const current = data?.views.find(({ id }) => id === address.view) ?? null;
  const act = useViewActions(resourceId, door, reload);
  const look: Look = {
    filters: address.filters,
    ...(meta
      ? { sortBy: meta.sortBy, direction: meta.direction, columns: meta.columns, perPage: meta.perPage }
      : {}),
  };
  return (
    <>
      <Menu
        onOpen={() => want(true)}
        face={
          <>
            <Icon icon="Bookmark" />
            {current?.name ?? text('views.menu')}
          </>
        }
      >
        <ViewLinks
          resourceId={resourceId}
          views={data?.views ?? []}
          current={address.view}
          isLoaded={Boolean(data)}
        />
        <Button look="quiet" onClick={() => setNaming('new')}>
          {text('views.save')}
        </Button>
        {current?.isMine ? (
          <>
            <Button look="quiet" onClick={() => void act.change(current, { look })}>
              {text('views.overwrite', { name: current.name })}
            </Button>
            <Button look="quiet" onClick={() => setNaming(current)}>
              {text('views.rename', { name: current.name })}
            </Button>
            <Button look="quiet" onClick={() => void act.remove(current)}>
              {text('views.delete', { name: current.name })}
            </Button>
          </>
        ) : null}
        {current ? (
          <Button
            look="quiet"
            aria-pressed={data?.defaultView === current.id}
            onClick={() => void act.begin(data?.defaultView === current.id ? null : current.id)}
          >
            {text(data?.defaultView === current.id ? 'views.noDefault' : 'views.default', {
              name: current.name,
            })}
          </Button>
        ) : null}
      </Menu>
      {naming ? (
        <ViewName
          title={naming === 'new' ? text('views.save') : text('views.rename', { name: naming.name })}
          name={naming === 'new' ? '' : naming.name}
          shared={naming !== 'new' && naming.shared}
          mayShare={data?.mayShare ?? false}
          onClose={() => setNaming(null)}
          onSave={async (named) => {
            await (naming === 'new' ? act.save({ ...named, look }) : act.change(naming, named));
            setNaming(null);
          }}
        />
      ) : null}
      {current && current.dropped > 0 ? (
        <Notice tone="info">{text('views.dropped', { count: current.dropped })}</Notice>
      ) : null}
    </>
  );
}

function ViewLinks(props: {
  readonly resourceId: string;
  readonly views: readonly View[];
  readonly current: string | null;
  readonly isLoaded: boolean;
}): ReactElement {
  const text = useText();
  const { views, current, resourceId, isLoaded } = props;
  if (!isLoaded) return <p className="ch-help">{text('loading')}</p>;
  if (views.length === 0) return <p className="ch-help">{text('views.none')}</p>;
  return (
    <ul className="ch-views" aria-label={text('views.menu')}>
      {views.map((view) => (
        <li key={view.id}>
          <a
            className="ch-button ch-button-quiet"
            aria-current={view.id === current ? 'true' : undefined}
            href={addressOf(resourceId, view)}
          >
            {view.name}
            {view.isMine ? null : <span className="ch-help">{text('views.ofOthers')}</span>}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Everything that the view says, in the address: what is changed there changes the list, not the view. */
function addressOf(resourceId: string, { id, look }: View): string {
  const { filters = {}, sortBy, direction, columns, perPage } = look;
  const parts = {
    view: id,
    ...filterParts(filters),
    ...(sortBy ? { sortBy, direction: direction ?? 'asc' } : {}),
    ...(columns ? { columns: columns.join(',') } : {}),
    ...(perPage ? { perPage: String(perPage) } : {}),
  };
  return `/admin/resources/${encodeURIComponent(resourceId)}?${spell(Object.entries(parts) as [string, string][])}`;
}

function useViewActions(resourceId: string, door: string, reload: () => void) {
  const text = useText();
  const sentence = useProblemSentence();
  const navigate = useNavigate();
  const { change: changeAddress } = useListAddress();
  const { setDefaultView } = useListMemory(resourceId);

  const doing = async (message: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
      notify({ tone: 'success', message });
      reload();
    } catch (error) {
      notify({ tone: 'error', message: sentence(asProblem(error)) });
    }
  };
  return {
    save: (draft: { name: string; shared: boolean; look: Look }) =>
      doing(text('views.saved', { name: draft.name }), async () => {
        const { id } = await fetchJson<{ id: string }>(door, { body: draft });
        changeAddress({ view: id });
      }),
    change: (view: View, change: Readonly<Record<string, unknown>>) =>
      doing(text('views.saved', { name: String(change['name'] ?? view.name) }), async () => {
        await fetchJson(`${door}/${view.id}`, { method: 'PUT', body: { ...change, version: view.version } });
      }),
    async remove(view: View) {
      const title = text('views.delete', { name: view.name });
      if (!(await confirmFirst({ title, yes: title, danger: true }))) return;
      await doing(text('views.deleted', { name: view.name }), async () => {
        await fetchJson(`${door}/${view.id}`, { method: 'DELETE' });
        navigate(`/admin/resources/${encodeURIComponent(resourceId)}?page=1`);
      });
    },
    begin: (view: string | null) =>
      doing(text(view ? 'views.defaultSet' : 'views.defaultGone'), () => setDefaultView(view)),
  };
}
