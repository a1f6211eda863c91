import { useCallback, useEffect, useRef, useState } from 'react';
import { asProblem, fetchJson, type Problem } from '../../../../../src/panel-kit/index.js';
import type { TransactionView, TransactionLine, WorkList } from '../../../contract/work.js';
import { listDoor, staysIn, type WorkAddress } from './work-address.js';

const PAGE_SIZE = 50;
const MOST_AT_ONCE = 200;

export interface WorkRows {
  readonly lines: readonly TransactionLine[];
  /** nothing is known yet of what the filters let through */
  readonly isLoading: boolean;
  readonly problem: Problem | null;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly more: () => void;
  /** asks again for as many as are shown */
  readonly reload: () => void;
  /** a transaction as it is now: it changes in its place, or leaves the list */
  readonly put: (transaction: TransactionView) => void;
}

interface Read extends WorkList {
  readonly door: string;
  readonly problem: Problem | null;
}

const NOTHING_READ: Read = { door: '', transactions: [], next: null, problem: null };

/** The list as far as it was scrolled: page after page, each from where the last one ended. */
export function useWorkList(address: WorkAddress): WorkRows {
  const door = listDoor(address);
  const [read, setRead] = useState(NOTHING_READ);
  const [attempt, setAttempt] = useState(0);
  const [moreFrom, setMoreFrom] = useState<string | null>(null);
  const latest = useRef(read);
  latest.current = read;

  useEffect(() => {
    const abort = new AbortController();
    const { door: before, transactions } = latest.current;
    const shown = before === door ? transactions.length : 0;
    const limit = Math.min(Math.max(shown, PAGE_SIZE), MOST_AT_ONCE);
    setMoreFrom(null);
    ask(`${door}&limit=${limit}`, abort.signal, (answer) => {
      setRead((now) => ({ ...(now.door === door ? now : NOTHING_READ), ...answer, door }));
    });
    return () => abort.abort();
  }, [door, attempt]);

  useEffect(() => {
    if (moreFrom === null) return undefined;
    const abort = new AbortController();
    const query = new URLSearchParams({ after: moreFrom, limit: String(PAGE_SIZE) }).toString();
    ask(`${door}&${query}`, abort.signal, ({ transactions = [], ...answer }) => {
      setRead((now) => ({ ...now, ...answer, transactions: [...now.transactions, ...transactions] }));
      setMoreFrom(null);
    });
    return () => abort.abort();
  }, [door, moreFrom]);

  const isCurrent = read.door === door;
  return {
    lines: isCurrent ? read.transactions : [],
    isLoading: !isCurrent,
    problem: isCurrent ? read.problem : null,
    hasMore: isCurrent && read.next !== null,
    isLoadingMore: moreFrom !== null,
    more: useCallback(() => setMoreFrom(latest.current.next), []),
    reload: useCallback(() => setAttempt((before) => before + 1), []),
    put: (transaction) =>
      setRead((now) => ({ ...now, transactions: withChanged(now.transactions, transaction, address) })),
  };
}

function ask(
  url: string,
  signal: AbortSignal,
  onAnswer: (answer: Partial<WorkList> & { readonly problem: Problem | null }) => void,
): void {
  fetchJson<WorkList>(url, { signal }).then(
    (list) => {
      if (!signal.aborted) onAnswer({ ...list, problem: null });
    },
    (error: unknown) => {
      if (!signal.aborted) onAnswer({ problem: asProblem(error) });
    },
  );
}

function withChanged(
  lines: readonly TransactionLine[],
  changed: TransactionView,
  { state }: WorkAddress,
): readonly TransactionLine[] {
  return staysIn(state, changed.state)
    ? lines.map((line) => (line.id === changed.id ? changed : line))
    : lines.filter(({ id }) => id !== changed.id);
}
