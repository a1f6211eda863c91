import { useCallback, useEffect, useState } from 'react';
import { fetchJson, Problem } from './fetch-json.js';

export interface Loaded<Data> {
  readonly data: Data | undefined;
  readonly problem: Problem | undefined;
  readonly isLoading: boolean;
  /** asks again; what is shown stays until the answer is there */
  readonly reload: () => void;
}

/** What a door of the house answers, asked again when the address changes; an answer that comes too late is dropped. */
export function useLoaded<Data>(url: string | null): Loaded<Data> {
  const [state, setState] = useState<{ url: string | null; data?: Data; problem?: Problem }>({ url: null });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    if (url === null) return undefined;
    const abort = new AbortController();
    fetchJson<Data>(url, { signal: abort.signal }).then(
      (data) => {
        if (!abort.signal.aborted) setState({ url, data });
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setState({ url, problem: asProblem(error) });
      },
    );
    return () => abort.abort();
  }, [url, attempt]);

  const reload = useCallback(() => setAttempt((before) => before + 1), []);
  const isCurrent = state.url === url;
  return {
    data: isCurrent ? state.data : undefined,
    problem: isCurrent ? state.problem : undefined,
    isLoading: url !== null && !isCurrent,
    reload,
  };
}

/** Whatever was thrown, as a problem with a sentence or without. */
export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem(0, '', 'unexpected', { cause: error });
}
