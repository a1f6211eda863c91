import type { JobDefinition } from '../../kernel/contributions.js';

export const DEFAULT_ATTEMPTS = 3;
const DEFAULT_BACKOFF = { firstMs: 5_000, factor: 2, maxMs: 15 * 60_000 };

/** How long after the failed `attempt` (1 for the first) the next one starts, in milliseconds. */
export function delayBeforeNextAttempt(
  definition: Pick<JobDefinition<unknown>, 'backoff'>,
  attempt: number,
): number {
  const { firstMs, factor, maxMs } = definition.backoff ?? DEFAULT_BACKOFF;
  return Math.min(maxMs, Math.round(firstMs * factor ** (attempt - 1)));
}
