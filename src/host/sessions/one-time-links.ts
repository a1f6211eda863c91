import type { Kysely } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import type { Actor } from '../../kernel/permissions.js';
import type { Database, Transaction } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';
import type { Clock } from '../../values/clock.js';
import { newId } from '../../values/ids.js';
import { err, ok, type Refusal, type Result } from '../../values/result.js';
import type { LinkSigner } from './link-signer.js';
import { hashPassword, passwordRefusal } from './passwords.js';
import type { SessionStore } from './session-store.js';
import { digestOf } from './tokens.js';
import { actorOfUser, findUserById, writePassword, type HouseUser } from './users.js';

export const LINK_PURPOSES = ['invite', 'reset'] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

const HOUR_MS = 60 * 60 * 1000;
export const LINK_LIFE_MS: Readonly<Record<LinkPurpose, number>> = {
  invite: 7 * 24 * HOUR_MS,
  reset: HOUR_MS,
};

export interface LinkMeans {
  readonly signer: LinkSigner;
  /** address that links begin with: what the house was told, never what a request says */
  readonly origin: () => string;
  readonly sessions: SessionStore;
}

export interface NewLink {
  readonly purpose: LinkPurpose;
  readonly userId: string;
  readonly createdBy: string | null;
}

/** Writes a link and returns its address, which is kept nowhere. An older one for the same purpose leads nowhere from then on. */
export async function issueLink(
  { signer, origin }: LinkMeans,
  tx: Transaction,
  now: Date,
  { purpose, userId, createdBy }: NewLink,
): Promise<string> {
  await tables(tx)
    .deleteFrom('one_time_link')
    .where('user_id', '=', userId)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .execute();
  const id = newId();
  const token = signer.newToken(id);
  await tables(tx)
    .insertInto('one_time_link')
    .values({
      id,
      purpose,
      user_id: userId,
      digest: digestOf(token),
      created_at: now,
      created_by: createdBy,
      expires_at: new Date(now.getTime() + LINK_LIFE_MS[purpose]),
      used_at: null,
    })
    .execute();
  return `${origin()}/admin/link/${token}`;
}

export interface OpenLink {
  readonly id: string;
  readonly purpose: LinkPurpose;
  readonly user: HouseUser;
}

/** The link behind a token as long as it opens something; looking at it uses nothing up. */
export async function findLink(
  { signer }: LinkMeans,
  database: Database,
  now: Date,
  token: string,
): Promise<OpenLink | null> {
  if (!signer.isOurs(token)) return null;
  const row = await tables(database)
    .selectFrom('one_time_link')
    .select(['id', 'purpose', 'user_id'])
    .where('digest', '=', digestOf(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (!row) return null;
  const user = await findUserById(database, row.user_id);
  const purpose = LINK_PURPOSES.find((known) => known === row.purpose);
  return user?.active && purpose ? { id: row.id, purpose, user } : null;
}

const AUDITED_AS: Readonly<Record<LinkPurpose, string>> = {
  invite: 'host.accept-invite',
  reset: 'host.reset-password',
};

/**
 * Sets the password of the user whom the link was for, once, and ends all their sessions. A password that may not be leaves the link
 * as it is. Refusals: link-spent and those of passwordRefusal.
 */
export async function useLink(
  means: LinkMeans,
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  token: string,
  password: string,
): Promise<Result<null, Refusal>> {
  const link = await findLink(means, database, clock.now(), token);
  if (!link) return err({ code: 'link-spent' });
  const refusal = passwordRefusal(password, link.user.email);
  if (refusal) return err(refusal);
  const passwordHash = await hashPassword(password);
  const actor: Actor = await actorOfUser(database, link.user);
  const used = await database.transaction(async (tx) => {
    const now = clock.now();
    if (!(await takeLink(tx, now, link.id))) return err({ code: 'link-spent' });
    await writePassword(tx, now, link.user.id, passwordHash);
    await tx.audit({ actor, action: AUDITED_AS[link.purpose], entity: 'User', entityId: link.user.id });
    return ok(null);
  });
  if (used.ok) await means.sessions.removeAllOf(link.user.id);
  return used;
}

/** One statement decides: of two who come at once, one is first. */
async function takeLink(tx: Transaction, now: Date, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('one_time_link')
    .set({ used_at: now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

function tables(source: Database | Transaction): Kysely<HostTables> {
  return queriesOf<HostTables>(source.queries);
}
