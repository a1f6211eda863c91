import type { Database, Transaction } from '../../kernel/ports.js';
import { factorTables } from './factor-means.js';

export interface OwnFactors {
  readonly totp: boolean;
  readonly passkeys: number;
}

/** The second factors that somebody has confirmed. */
export async function ownFactors(source: Database | Transaction, userId: string): Promise<OwnFactors> {
  const totp = await factorTables(source)
    .selectFrom('totp_factor')
    .select('user_id')
    .where('user_id', '=', userId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
  const { passkeys } = await factorTables(source)
    .selectFrom('passkey')
    .select(({ fn }) => fn.countAll().as('passkeys'))
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow();
  return { totp: totp !== undefined, passkeys: Number(passkeys) };
}

export function hasFactor({ totp, passkeys }: OwnFactors): boolean {
  return totp || passkeys > 0;
}

/** Recovery codes stand in for a factor: without one there is nothing to recover. */
export async function dropOrphanedCodes(tx: Transaction, userId: string): Promise<void> {
  if (hasFactor(await ownFactors(tx, userId))) return;
  await factorTables(tx).deleteFrom('recovery_code').where('user_id', '=', userId).execute();
}
