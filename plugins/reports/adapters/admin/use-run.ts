import { useEffect, useState } from 'react';
import {
  asProblem,
  changesOf,
  fetchJson,
  useLive,
  useLoaded,
  type Loaded,
  type Problem,
} from '../../../../src/panel-kit/index.js';
import type { ReportFormat } from '../../contract/definition.js';
import type { ReportAsked, RunView } from '../../contract/doors.js';
import { DOORS } from './report-doors.js';

const POLL_MS = 500;

export function isUnderWay({ state }: RunView): boolean {
  return state === 'waiting' || state === 'running';
}

/** A file that is being made, asked again until it is ready. */
export function useRun(id: string | null): Loaded<RunView> {
  const run = useLoaded<RunView>(id === null ? null : `${DOORS}/runs/${id}`);
  const { reload, data } = run;
  const isWorking = data !== undefined && isUnderWay(data);
  useLive(changesOf('ReportRun'), reload);
  useEffect(() => {
    if (!isWorking) return undefined;
    const timer = setTimeout(reload, POLL_MS);
    return () => clearTimeout(timer);
  }, [isWorking, reload, data]);
  return run;
}

export interface Download {
  /** of the newest file that was asked for here */
  readonly runId: string | null;
  readonly isStarting: boolean;
  readonly problem: Problem | null;
  readonly start: (asked: ReportAsked, format: ReportFormat) => Promise<void>;
  readonly close: () => void;
}

/** Asks for a file: it is made by a job, and fetched as soon as it is there. */
export function useDownload(): Download {
  const [runId, setRunId] = useState<string | null>(null);
  const [isStarting, setStarting] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  return {
    runId,
    isStarting,
    problem,
    async start(asked, format) {
      setStarting(true);
      setProblem(null);
      try {
        const { id } = await fetchJson<RunView>(`${DOORS}/runs`, { body: { ...asked, format } });
        setRunId(id);
      } catch (error) {
        setProblem(asProblem(error));
      } finally {
        setStarting(false);
      }
    },
    close: () => {
      setRunId(null);
      setProblem(null);
    },
  };
}
