import { useText } from '../../../../../src/panel-kit/index.js';
import type { RestorationView } from '../../../contract/doors.js';

const NAMED = 3;

/** What is asked for: everything, or the first few records by name. */
export function useRequestWords(): (request: RestorationView) => string {
  const text = useText('backup');
  return ({ chosen }) => {
    if (chosen === null) return text('restore.whole');
    const names = chosen.slice(0, NAMED).join(', ');
    const left = chosen.length - NAMED;
    return left > 0 ? text('restore.chosenAndMore', { names, count: left }) : names;
  };
}
