import type { Kysely } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import type { Actor, PermissionName, PermissionOverrides } from '../../kernel/permissions.js';
import type { Database, Transaction } from '../../kernel/ports.js';
import { forUpdate } from '../../query/for-update.js';
import { queriesOf } from '../../query/queries.js';
import type { Clock } from '../../values/clock.js';
import { newId } from '../../values/ids.js';
import { err, ok, type Refusal, type Result } from '../../values/result.js';
import { MANAGE_USERS, refusedWithoutAdministrator } from './administrators.js';

export const OVERRIDE_CHOICES = ['default', 'allow', 'refuse'] as const;
export type OverrideChoice = (typeof OVERRIDE_CHOICES)[number];

/** Null for a user to whom the role alone speaks. */
export async function overridesOf(
  source: Database | Transaction,
  userId: string,
): Promise<PermissionOverrides | null> {
  const rows = await tables(source)
    .selectFrom('user_permission')
    .select(['permission', 'allowed'])
    .where('user_id', '=', userId)
    .orderBy('permission')
    .execute();
  if (rows.length === 0) return null;
  const named = (allowed: boolean): readonly PermissionName[] =>
    rows.filter((row) => row.allowed === allowed).map(({ permission }) => permission);
  return { allowed: named(true), refused: named(false) };
}

/**
 * What one user has, or has not, whatever the role grants. Permissions that are not named stay as they are.
 * Refusals: user-unknown, user-own-access, user-last-admin.
 */
export function overridePermissions(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  actor: Actor,
  userId: string,
  choices: ReadonlyMap<PermissionName, OverrideChoice>,
): Promise<Result<null, Refusal>> {
  if (userId === actor.userId && choices.get(MANAGE_USERS) === 'refuse')
    return Promise.resolve(err({ code: 'user-own-access' }));
  return database.transaction(async (tx) => {
    const user = await lockedUser(tx, userId);
    if (!user) return err({ code: 'user-unknown' });
    if (choices.get(MANAGE_USERS) === 'refuse') {
      const refusal = await refusedWithoutAdministrator(tx, userId);
      if (refusal) return err(refusal);
    }
    const before = await overridesOf(tx, userId);
    await writeChoices(tx, clock.now(), userId, choices);
    const after = await overridesOf(tx, userId);
    if (JSON.stringify(before) === JSON.stringify(after)) return ok(null);
    await tx.audit({
      actor,
      action: 'host.override-permissions',
      entity: 'User',
      entityId: userId,
      before: { ...before },
      after: { ...after },
    });
    return ok(null);
  });
}

/** Two who change the same user wait for one another. */
function lockedUser(tx: Transaction, userId: string): Promise<{ readonly id: string } | undefined> {
  const user = tables(tx).selectFrom('app_user').select('id').where('id', '=', userId);
  return forUpdate(tx.dialect, user).executeTakeFirst();
}

async function writeChoices(
  tx: Transaction,
  now: Date,
  userId: string,
  choices: ReadonlyMap<PermissionName, OverrideChoice>,
): Promise<void> {
  const named = [...choices.keys()];
  if (named.length === 0) return;
  await tables(tx)
    .deleteFrom('user_permission')
    .where('user_id', '=', userId)
    .where('permission', 'in', named)
    .execute();
  const rows = [...choices]
    .filter(([, choice]) => choice !== 'default')
    .map(([permission, choice]) => ({
      id: newId(),
      user_id: userId,
      permission,
      allowed: choice === 'allow',
      created_at: now,
    }));
  if (rows.length > 0) await tables(tx).insertInto('user_permission').values(rows).execute();
}

function tables(source: Database | Transaction): Kysely<HostTables> {
  return queriesOf<HostTables>(source.queries);
}
