import type { Actor } from '../../kernel/permissions.js';
import type { Transaction } from '../../kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../values/result.js';
import { placed, takenFrom } from '../settings/placed-secret.js';
import { factorTables, type FactorMeans } from './factor-means.js';
import { dropOrphanedCodes } from './own-factors.js';
import { countRecoveryCodes, replaceRecoveryCodes } from './recovery-codes.js';
import { newTotpSecret, qrPicture, stepOfCode, totpAddress } from './totp-codes.js';

/** What somebody puts into an authenticator app. */
export interface TotpOffer {
  readonly secret: string;
  readonly address: string;
  /** `data:` address of the picture to scan */
  readonly picture: string;
}

/** Given once: a first factor brings recovery codes with it, a further one leaves them as they are. */
export interface Enrolled {
  readonly recoveryCodes: readonly string[];
}

const UNCONFIRMED_MS = 60 * 60 * 1000;

/** Begins anew with a secret that opens nothing until a code of it was typed. Refusals: totp-already. */
export async function offerTotp(
  means: FactorMeans,
  actor: Actor,
  issuer: string,
): Promise<Result<TotpOffer, Refusal>> {
  const userId = actor.userId ?? '';
  const secret = await newTotpSecret();
  const kept = await means.database.transaction(async (tx): Promise<Result<null, Refusal>> => {
    await factorTables(tx)
      .deleteFrom('totp_factor')
      .where('user_id', '=', userId)
      .where('confirmed_at', 'is', null)
      .execute();
    if (await rowOf(tx, userId)) return err({ code: 'totp-already' });
    await factorTables(tx)
      .insertInto('totp_factor')
      .values({
        user_id: userId,
        secret: placed(secret, userId),
        confirmed_at: null,
        last_step: 0n,
        created_at: means.clock.now(),
      })
      .execute();
    return ok(null);
  });
  return kept.ok ? ok(await offerOf(issuer, actor.name, secret)) : kept;
}

/** The secret that waits for its code, to be shown again; null when none does. */
export async function waitingTotp(
  means: FactorMeans,
  actor: Actor,
  issuer: string,
): Promise<TotpOffer | null> {
  const row = await rowOf(means.database, actor.userId ?? '');
  if (!row || !isWaiting(means, row)) return null;
  return offerOf(issuer, actor.name, takenFrom(row.secret, row.user_id, means.keys.formerSecrets));
}

/** Refusals: totp-not-offered, code-wrong. */
export async function confirmTotp(
  means: FactorMeans,
  actor: Actor,
  code: string,
): Promise<Result<Enrolled, Refusal>> {
  const userId = actor.userId ?? '';
  const row = await rowOf(means.database, userId);
  if (!row || !isWaiting(means, row)) return err({ code: 'totp-not-offered' });
  const step = await stepOfCode(
    takenFrom(row.secret, userId, means.keys.formerSecrets),
    code,
    means.clock.now(),
  );
  if (step === null) return err({ code: 'code-wrong' });
  return means.database.transaction(async (tx): Promise<Result<Enrolled, Refusal>> => {
    const confirmed = await factorTables(tx)
      .updateTable('totp_factor')
      .set({ confirmed_at: means.clock.now(), last_step: step })
      .where('user_id', '=', userId)
      .where('created_at', '=', row.created_at)
      .where('confirmed_at', 'is', null)
      .executeTakeFirst();
    if (confirmed.numUpdatedRows === 0n) return err({ code: 'totp-not-offered' });
    await tx.audit({ actor, action: 'host.enrol-totp', entity: 'User', entityId: userId });
    return ok({ recoveryCodes: await firstRecoveryCodes(means, tx, userId) });
  });
}

/** Takes a code of now, and none of its step or of an older one ever again, whoever is faster. */
export async function takeTotpCode(means: FactorMeans, userId: string, code: string): Promise<boolean> {
  const row = await rowOf(means.database, userId);
  if (!row || row.confirmed_at === null) return false;
  const step = await stepOfCode(
    takenFrom(row.secret, userId, means.keys.formerSecrets),
    code,
    means.clock.now(),
  );
  if (step === null) return false;
  const taken = await factorTables(means.database)
    .updateTable('totp_factor')
    .set({ last_step: step })
    .where('user_id', '=', userId)
    .where('created_at', '=', row.created_at)
    .where('last_step', '<', step)
    .executeTakeFirst();
  return taken.numUpdatedRows > 0n;
}

/** Refusals: totp-none. */
export async function removeTotp(means: FactorMeans, actor: Actor): Promise<Result<null, Refusal>> {
  const userId = actor.userId ?? '';
  return means.database.transaction(async (tx): Promise<Result<null, Refusal>> => {
    const removed = await factorTables(tx)
      .deleteFrom('totp_factor')
      .where('user_id', '=', userId)
      .executeTakeFirst();
    if (removed.numDeletedRows === 0n) return err({ code: 'totp-none' });
    await dropOrphanedCodes(tx, userId);
    await tx.audit({ actor, action: 'host.remove-totp', entity: 'User', entityId: userId });
    return ok(null);
  });
}

export async function firstRecoveryCodes(
  means: FactorMeans,
  tx: Transaction,
  userId: string,
): Promise<readonly string[]> {
  return (await countRecoveryCodes(tx, userId)) > 0 ? [] : replaceRecoveryCodes(means, tx, userId);
}

async function offerOf(issuer: string, email: string, secret: string): Promise<TotpOffer> {
  const address = await totpAddress({ issuer, email, secret });
  return { secret, address, picture: await qrPicture(address) };
}

function rowOf(source: Parameters<typeof factorTables>[0], userId: string) {
  return factorTables(source)
    .selectFrom('totp_factor')
    .selectAll()
    .where('user_id', '=', userId)
    .executeTakeFirst();
}

function isWaiting(
  { clock }: FactorMeans,
  row: { readonly confirmed_at: Date | null; readonly created_at: Date },
): boolean {
  return row.confirmed_at === null && clock.now().getTime() - row.created_at.getTime() <= UNCONFIRMED_MS;
}
