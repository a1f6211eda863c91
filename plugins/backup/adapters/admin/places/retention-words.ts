import { useText } from '../../../../../src/panel-kit/index.js';
import type { Retention } from '../../../contract/doors.js';

/** What the four numbers keep, in a sentence. */
export function useRetentionWords(): (retention: Retention) => string {
  const text = useText('backup');
  return ({ keepLast, keepDaily, keepWeekly, keepMonthly }) => {
    const parts = (
      [
        ['last', keepLast],
        ['daily', keepDaily],
        ['weekly', keepWeekly],
        ['monthly', keepMonthly],
      ] as const
    )
      .filter(([, count]) => count > 0)
      .map(([name, count]) => text(`retention.words.${name}`, { count }));
    return parts.length === 0
      ? text('retention.nothing')
      : text('retention.keeps', { what: parts.join(', ') });
  };
}
