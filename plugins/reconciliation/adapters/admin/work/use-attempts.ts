import { useRef, useState } from 'react';
import { asProblem, notify, useProblemSentence, useText } from '../../../../../src/panel-kit/index.js';

export interface Attempts {
  readonly isBusy: boolean;
  /** One deed at a time: whoever presses twice does it once. True when it was done; what kept it from being done is said. */
  readonly attempt: (work: () => Promise<void>, onRefused: () => void) => Promise<boolean>;
}

/** A refusal says that what is shown is not how it is: somebody else was quicker. */
export function useAttempts(): Attempts {
  const text = useText('reconciliation');
  const sentence = useProblemSentence();
  const underWay = useRef(false);
  const [isBusy, setBusy] = useState(false);
  const attempt: Attempts['attempt'] = async (work, onRefused) => {
    if (underWay.current) return false;
    underWay.current = true;
    setBusy(true);
    try {
      await work();
      return true;
    } catch (error) {
      const problem = asProblem(error);
      const isRefused = [404, 409, 422].includes(problem.status);
      const reason = sentence(problem);
      notify({ tone: 'error', message: isRefused ? text('work.readAnew', { reason }) : reason });
      if (isRefused) onRefused();
      return false;
    } finally {
      underWay.current = false;
      setBusy(false);
    }
  };
  return { isBusy, attempt };
}
