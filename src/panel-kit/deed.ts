import { useEffect, useState } from 'react';
import { notify } from './notify.js';
import { useProblemSentence } from './page.js';
import { asProblem, type Loaded } from './use-loaded.js';

const POLL_MS = 1000;

/** Asks again while something is being worked on. */
export function useWatch({ data, reload }: Loaded<unknown>, isUnderWay: boolean): void {
  useEffect(() => {
    if (!isUnderWay) return undefined;
    const timer = setTimeout(reload, POLL_MS);
    return () => clearTimeout(timer);
  }, [isUnderWay, reload, data]);
}

interface Deed {
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
