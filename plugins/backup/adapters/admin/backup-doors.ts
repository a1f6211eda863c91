import { useEffect, useState } from 'react';
import { asProblem, notify, useProblemSentence, type Loaded } from '../../../../src/panel-kit/index.js';

/** What the doors under /admin/x/backup answer stands in contract/doors.ts. */
export const DOORS = '/admin/x/backup';

const POLL_MS = 1000;

/** Asks again while something is being worked on. */
export function useWatch({ data, reload }: Loaded<unknown>, isUnderWay: boolean): void {
  useEffect(() => {
    if (!isUnderWay) return undefined;
    const timer = setTimeout(reload, POLL_MS);
    return () => clearTimeout(timer);
  }, [isUnderWay, reload, data]);
}

export interface Deed {
  readonly isBusy: boolean;
  /** @param done what is said when it succeeded */
  readonly run: (work: () => Promise<unknown>, done: string) => Promise<void>;
}

/** What a button does: busy meanwhile, its outcome told above the page, and what is shown asked for again. */
export function useDeed(onDone: () => void): Deed {
  const sentence = useProblemSentence();
  const [isBusy, setBusy] = useState(false);
  return {
    isBusy,
    async run(work, done) {
      setBusy(true);
      try {
        await work();
        notify({ tone: 'success', message: done });
      } catch (error) {
        notify({ tone: 'error', message: sentence(asProblem(error)) });
      } finally {
        setBusy(false);
        onDone();
      }
    },
  };
}
