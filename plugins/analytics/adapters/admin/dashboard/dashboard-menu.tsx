import { useState, type ReactElement } from 'react';
import {
  asProblem,
  Button,
  confirmFirst,
  fetchJson,
  Menu,
  notify,
  useLoaded,
  useProblemSentence,
  useText,
} from '../../../../../src/panel-kit/index.js';
import type { DashboardView, SavedDashboard } from '../../../app/dashboard/content.js';
import { DashboardName } from './dashboard-name.js';
import { addressOf, PAGE, type Address } from './use-address.js';
import type { Arrangement } from './use-arrangement.js';

interface DashboardMenuProps {
  readonly address: Address;
  readonly view: DashboardView | undefined;
  readonly arrangement: Arrangement;
  readonly reload: () => void;
}

interface Answer {
  readonly dashboards: readonly SavedDashboard[];
  readonly mayShare: boolean;
}

const DOOR = '/admin/x/analytics/dashboards';

/** Dashboards as they were saved: one's own, and those that others share. */
export function DashboardMenu({ address, view, arrangement, reload }: DashboardMenuProps): ReactElement {
  const text = useText('analytics');
  const [wanted, want] = useState(false);
  const [naming, setNaming] = useState<'new' | SavedDashboard | null>(null);
  const { data, reload: reloadList } = useLoaded<Answer>(wanted ? DOOR : null);
  const current = view?.dashboard ?? null;
  const layout = arrangement.draft ?? view?.layout ?? [];
  const filters = address.words;
  const doing = useDoing(() => {
    reloadList();
    reload();
  });
  const save = (draft: { readonly name: string; readonly shared: boolean }): Promise<boolean> =>
    doing(text('dashboard.saved.done', { name: draft.name }), async () => {
      const { id } = await fetchJson<{ id: string }>(DOOR, { body: { ...draft, layout, filters } });
      address.open(id, filters);
    });
  const change = (dashboard: SavedDashboard, changed: Readonly<Record<string, unknown>>): Promise<boolean> =>
    doing(text('dashboard.saved.done', { name: String(changed['name'] ?? dashboard.name) }), async () => {
      const body = { ...changed, version: dashboard.version };
      await fetchJson(`${DOOR}/${dashboard.id}`, { method: 'PUT', body });
    });
  const remove = async (dashboard: SavedDashboard): Promise<void> => {
    const title = text('dashboard.saved.delete', { name: dashboard.name });
    if (!(await confirmFirst({ title, yes: text('dashboard.saved.deleteYes'), danger: true }))) return;
    await doing(text('dashboard.saved.deleted', { name: dashboard.name }), async () => {
      await fetchJson(`${DOOR}/${dashboard.id}`, { method: 'DELETE' });
      address.open(null, filters);
    });
  };
  return (
    <>
      <Menu onOpen={() => want(true)} face={text('dashboard.saved.menu')}>
        <ul aria-label={text('dashboard.saved.menu')} className="dashboard-saved">
          <li>
            <a className="ch-button ch-button-quiet" aria-current={current ? undefined : 'true'} href={PAGE}>
              {text('dashboard.saved.own')}
            </a>
          </li>
          {(data?.dashboards ?? []).map((one) => (
            <li key={one.id}>
              <a
                className="ch-button ch-button-quiet"
                aria-current={one.id === current?.id ? 'true' : undefined}
                href={addressOf(one.id, one.filters)}
              >
                {one.name}
                {one.isMine ? (
                  one.shared ? (
                    <span className="ch-help">{text('dashboard.saved.shared')}</span>
                  ) : null
                ) : (
                  <span className="ch-help">{text('dashboard.saved.ofOthers')}</span>
                )}
              </a>
            </li>
          ))}
        </ul>
        {wanted && !data ? <p className="ch-help">{text('dashboard.filters.loading')}</p> : null}
        {current?.isMine ? (
          <>
            <Button
              look="quiet"
              onClick={() =>
                void change(current, { layout, filters }).then((isDone) => isDone && arrangement.forget())
              }
            >
              {text('dashboard.saved.save', { name: current.name })}
            </Button>
            <Button look="quiet" onClick={() => setNaming(current)}>
              {text('dashboard.saved.rename')}
            </Button>
            <Button look="quiet" onClick={() => void remove(current)}>
              {text('dashboard.saved.deleteOne')}
            </Button>
          </>
        ) : null}
        <Button look="quiet" disabled={!view} onClick={() => setNaming('new')}>
          {text('dashboard.saved.saveAs')}
        </Button>
        <Button look="quiet" onClick={() => void arrangement.reset().then(reload)}>
          {text(current ? 'dashboard.saved.back' : 'dashboard.saved.reset')}
        </Button>
      </Menu>
      {naming ? (
        <DashboardName
          start={naming === 'new' ? { name: '', shared: false } : naming}
          title={text(naming === 'new' ? 'dashboard.saved.saveAs' : 'dashboard.saved.rename')}
          mayShare={data?.mayShare ?? false}
          onClose={() => setNaming(null)}
          onSave={async (named) => {
            const isDone = await (naming === 'new' ? save(named) : change(naming, { ...named }));
            if (isDone) setNaming(null);
          }}
        />
      ) : null}
    </>
  );
}

/** Does it and says so; a refusal is said in the server's own words. */
function useDoing(after: () => void) {
  const sentence = useProblemSentence();
  return async (message: string, work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      notify({ tone: 'success', message });
      after();
      return true;
    } catch (error) {
      notify({ tone: 'error', message: sentence(asProblem(error)) });
      return false;
    }
  };
}
