import { useEffect, useRef, useState } from 'react';
import { asProblem, fetchJson, type Problem } from '../../../../../src/panel-kit/index.js';
import type { ReportAsked, ReportPreview } from '../../../contract/doors.js';
import { DOORS } from '../report-doors.js';

/** What is still being changed is not asked for. */
const SETTLE_MS = 250;

export interface Preview {
  /** the newest that came; it stays while the next one is on its way */
  readonly shown: ReportPreview | undefined;
  readonly isWorking: boolean;
  readonly problem: Problem | undefined;
  readonly retry: () => void;
}

/** The first rows of a report, asked anew a moment after it changed; the request before is called off. Null: not yet to be asked. */
export function usePreview(asked: ReportAsked | null): Preview {
  const body = asked === null ? null : JSON.stringify(asked);
  const [answer, setAnswer] = useState<{ body: string; problem?: Problem }>();
  const [shown, setShown] = useState<ReportPreview>();
  const [attempt, setAttempt] = useState(0);
  const isFirst = useRef(true);

  useEffect(() => {
    if (body === null) return undefined;
    const abort = new AbortController();
    const ask = (): void => {
      fetchJson<ReportPreview>(`${DOORS}/preview`, {
        body: JSON.parse(body) as ReportAsked,
        signal: abort.signal,
      }).then(
        (preview) => {
          if (abort.signal.aborted) return;
          setShown(preview);
          setAnswer({ body });
        },
        (error: unknown) => {
          if (!abort.signal.aborted) setAnswer({ body, problem: asProblem(error) });
        },
      );
    };
    const timer = setTimeout(ask, isFirst.current ? 0 : SETTLE_MS);
    isFirst.current = false;
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [body, attempt]);

  const isCurrent = answer?.body === body;
  return {
    shown,
    isWorking: body !== null && !isCurrent,
    problem: isCurrent ? answer?.problem : undefined,
    retry: () => setAttempt((before) => before + 1),
  };
}
