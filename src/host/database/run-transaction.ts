import { setTimeout as pause } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import { DatabaseUnavailable } from '../../kernel/database-unavailable.js';
import type { Dialect, Logger, Transaction } from '../../kernel/ports.js';
import type { Clock } from '../../values/clock.js';
import type { SignHead } from '../audit/chain.js';
import { isConflict } from './failures.js';
import { houseTransaction } from './house-transaction.js';

// InnoDB ends one of every circle of waiting, and in a crowd the same one may be chosen several times.
const ATTEMPTS = 12;
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 500;

/** Rolls back without being a failure: the refusal goes to the caller as the result that it is. */
class Refused {
  constructor(readonly result: unknown) {}
}

interface Means {
  readonly dialect: Dialect;
  readonly queries: Kysely<HostTables>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly sign: SignHead;
}

/** Commits what `work` returns. Rolls back when it throws or refuses; begins again after a deadlock or a serialisation failure. */
export async function runTransaction<T>(
  { dialect, queries, clock, log, sign }: Means,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    let hasBegun = false;
    try {
      return await queries.transaction().execute(async (tx) => {
        hasBegun = true;
        const open = houseTransaction(dialect, tx, clock, sign);
        const result = await work(open.tx);
        if (isRefusal(result)) throw new Refused(result);
        await open.finish();
        return result;
      });
    } catch (failure) {
      if (failure instanceof Refused) return failure.result as T;
      // A pooled connection that the server ended meanwhile is noticed when it is used; nothing was done over it.
      const isStale =
        !hasBegun && dialect !== 'sqlite' && failure instanceof DatabaseUnavailable && attempt === 1;
      if (attempt >= ATTEMPTS || !(isStale || isConflict(dialect, failure))) throw failure;
      log.debug({ attempt, failure: String(failure) }, 'a transaction is tried again');
    }
    await pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1)) * (0.5 + Math.random()));
  }
}

/** a result that says no */
export function isRefusal(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'ok' in result && result.ok === false;
}
