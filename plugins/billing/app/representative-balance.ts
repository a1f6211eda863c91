import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database } from '../../../src/kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { mayActFor } from './access.js';
import type { Representatives } from './ledger.js';
import type { CurrencyBalance, ReceivablesReader } from './receivables.js';

interface Needs {
  readonly database: Database;
  readonly representatives: Representatives;
  readonly receivables: ReceivablesReader;
}

/** What a representative owes now and has paid ahead, by currency. Refuses `representative-not-found`. */
export function makeRepresentativeBalance({ database, representatives, receivables }: Needs) {
  return async (
    actor: Actor,
    { representativeId }: { readonly representativeId: string },
  ): Promise<Result<readonly CurrencyBalance[], Refusal>> => {
    const representative = await representatives.find(database.queries, representativeId);
    if (!mayActFor(actor, representative)) return err({ code: 'representative-not-found' });
    return ok(await receivables.balances(database.queries, representativeId));
  };
}
