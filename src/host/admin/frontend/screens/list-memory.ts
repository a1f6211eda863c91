import { asProblem, fetchJson, notify, useProblemSentence } from '../../../../panel-kit/index.js';
import { useListAddress, FIRST_PAGE } from './list-address.js';

/** How a reader wants one list, kept on the server: the same on every device. */
export interface ListMemory {
  readonly setColumns: (columns: readonly string[]) => void;
  readonly setPerPage: (perPage: number) => void;
  readonly sort: (sortBy: string, direction: 'asc' | 'desc') => void;
  readonly setDefaultView: (view: string | null) => Promise<void>;
  readonly forget: () => Promise<void>;
}

type Kept = Readonly<Record<string, unknown>>;

let last: Promise<void> = Promise.resolve();

/** What is remembered is read and written as a whole: two changes at once would lose one. */
function inTurn(work: () => Promise<void>): Promise<void> {
  const turn = last.then(work);
  last = turn.catch(() => undefined);
  return turn;
}

export function useListMemory(resourceId: string): ListMemory {
  const { change } = useListAddress();
  const sentence = useProblemSentence();
  const door = `/admin/x/host/preferences/list.${encodeURIComponent(resourceId)}`;
  const said = (error: unknown): void => notify({ tone: 'error', message: sentence(asProblem(error)) });
  const remember = (parts: Kept): Promise<void> =>
    inTurn(async () => {
      const { value } = await fetchJson<{ value: Kept | null }>(door);
      await fetchJson(door, { method: 'PUT', body: { value: { ...value, ...parts } } });
    });
  return {
    setColumns(columns) {
      change({ columns: columns.join(',') });
      remember({ columns }).catch(said);
    },
    setPerPage(perPage) {
      change({ perPage: String(perPage), ...FIRST_PAGE });
      remember({ perPage }).catch(said);
    },
    sort(sortBy, direction) {
      change({ sortBy, direction, ...FIRST_PAGE });
      remember({ sortBy, direction }).catch(said);
    },
    setDefaultView: (view) => remember({ defaultView: view ?? undefined }).catch(said),
    async forget() {
      await fetchJson(door, { method: 'DELETE' }).catch(said);
      change({ columns: null, perPage: null, sortBy: null, direction: null, ...FIRST_PAGE });
    },
  };
}
