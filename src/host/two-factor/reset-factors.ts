import type { Actor } from '../../kernel/permissions.js';
import type { Database } from '../../kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../values/result.js';
import { factorTables } from './factor-means.js';
import { ownFactors } from './own-factors.js';
import { MY_SIGN_IN_PAGE } from './recovery-codes.js';

/** For whoever has lost phone and paper: the password alone lets them in again, until they set up anew. Refusals: factors-none. */
export function resetFactors(
  { database }: { readonly database: Database },
  actor: Actor,
  userId: string,
): Promise<Result<null, Refusal>> {
  return database.transaction(async (tx): Promise<Result<null, Refusal>> => {
    const before = await ownFactors(tx, userId);
    if (!before.totp && before.passkeys === 0) return err({ code: 'factors-none' });
    for (const table of ['totp_factor', 'passkey', 'recovery_code'] as const)
      await factorTables(tx).deleteFrom(table).where('user_id', '=', userId).execute();
    await tx.audit({
      actor,
      action: 'host.reset-factors',
      entity: 'User',
      entityId: userId,
      before: { totp: before.totp, passkeys: before.passkeys },
    });
    await tx.inform({ userIds: [userId], kind: 'host.factors-reset', facts: {}, link: MY_SIGN_IN_PAGE });
    return ok(null);
  });
}
