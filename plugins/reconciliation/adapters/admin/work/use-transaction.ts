import { useCallback, useEffect, useRef, useState } from 'react';
import { asProblem, fetchJson, type Problem } from '../../../../../src/panel-kit/index.js';
import type { TransactionView } from '../../../contract/work.js';
import { DOORS } from './work-address.js';

export interface Looked {
  readonly data: TransactionView | undefined;
  readonly problem: Problem | undefined;
  /** asks again; what is shown stays until the answer is there */
  readonly reload: () => void;
  /** it was changed here, and this is how it is now */
  readonly put: (transaction: TransactionView) => void;
}

interface Known {
  readonly id: string;
  readonly data?: TransactionView;
  readonly problem?: Problem;
}

/**
 * The transaction that is looked at. The one after it is asked for meanwhile, so that it stands there as soon as this one is settled.
 * @param id empty: none
 */
export function useTransaction(id: string, nextId: string | null): Looked {
  const [known, setKnown] = useState<Known>({ id: '' });
  const [attempt, setAttempt] = useState(0);
  const ahead = useRef<{ readonly id: string; readonly coming: Promise<TransactionView> } | null>(null);

  useEffect(() => {
    if (id === '') return undefined;
    let isWanted = true;
    // What was settled since may have taken its candidates away: seen at once, and asked for all the same.
    const seen = ahead.current?.id === id ? ahead.current.coming : null;
    ahead.current = null;
    seen?.then(
      (data) => isWanted && setKnown((now) => (now.id === id ? now : { id, data })),
      () => undefined,
    );
    askFor(id).then(
      (data) => isWanted && setKnown({ id, data }),
      (error: unknown) => isWanted && setKnown({ id, problem: asProblem(error) }),
    );
    return () => void (isWanted = false);
  }, [id, attempt]);

  const isCurrent = known.id === id;
  const isThere = isCurrent && known.data !== undefined;
  useEffect(() => {
    if (!isThere || nextId === null || nextId === id) return;
    const coming = askFor(nextId);
    ahead.current = { id: nextId, coming };
    // Whoever comes to it asks anew, and is told then.
    coming.catch(() => void (ahead.current = null));
  }, [isThere, id, nextId]);

  const reload = useCallback(() => {
    ahead.current = null;
    setAttempt((before) => before + 1);
  }, []);
  return {
    data: isCurrent ? known.data : undefined,
    problem: isCurrent ? known.problem : undefined,
    reload,
    put: useCallback((data: TransactionView) => setKnown({ id: data.id, data }), []),
  };
}

function askFor(id: string): Promise<TransactionView> {
  return fetchJson<TransactionView>(`${DOORS}/transactions/${id}`);
}
