import type { Actor } from '../../../src/kernel/permissions.js';
import type { QueryHandle } from '../../../src/kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { seesTheBank } from './access.js';
import { makeApplyCandidate } from './accept-candidate.js';
import type { Needs } from './needs.js';

export interface InView {
  readonly accountId: string | null;
  readonly statementId: string | null;
}

export interface ExactOnes {
  /** suggested transactions that are exact, the earliest booked first */
  exactIds(queries: QueryHandle, view: InView): Promise<readonly string[]>;
}

/**
 * Accepts the best candidate of every transaction in view that is exact, each in a transaction of its own: what does not fit any more
 * is refused and left. Refuses `count-changed` where there are not so many as whoever asks has seen.
 */
export function makeAcceptAllExact(needs: Needs & { readonly exact: ExactOnes }) {
  const apply = makeApplyCandidate(needs);
  return async (
    actor: Actor,
    view: InView,
    expected: number,
  ): Promise<Result<{ readonly accepted: number; readonly refused: number }, Refusal>> => {
    const { database, transactions, exact } = needs;
    const ids = seesTheBank(actor) ? await exact.exactIds(database.queries, view) : [];
    if (ids.length !== expected) return err({ code: 'count-changed', expected, count: ids.length });
    let accepted = 0;
    for (const id of ids) {
      const transaction = await transactions.find(database.queries, id);
      const [candidate] = transaction?.candidates ?? [];
      if (!transaction?.isExact || !candidate) continue;
      const applied = await apply(actor, transaction, candidate, null);
      if (applied.ok) accepted += 1;
    }
    return ok({ accepted, refused: ids.length - accepted });
  };
}
