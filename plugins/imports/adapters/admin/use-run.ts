import { useEffect } from 'react';
import { changesOf, useLive, useLoaded, type Loaded } from '../../../../src/panel-kit/index.js';
import { DOORS, type RunView } from './import-doors.js';

const POLL_MS = 700;

/** An import run, asked again while it is being worked on. */
export function useRun(id: string): Loaded<RunView> {
  const run = useLoaded<RunView>(`${DOORS}/runs/${id}`);
  const isWorking = run.data?.state === 'checking' || run.data?.state === 'applying';
  const { reload, data } = run;
  useLive(changesOf('ImportRun'), reload);
  useEffect(() => {
    if (!isWorking) return undefined;
    const timer = setTimeout(reload, POLL_MS);
    return () => clearTimeout(timer);
  }, [isWorking, reload, data]);
  return run;
}
