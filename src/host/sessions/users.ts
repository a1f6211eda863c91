import type { Kysely } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import { LANGUAGES, ROLES, type Actor, type Language, type Role } from '../../kernel/permissions.js';
import type { Database, Transaction } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';
import type { Clock } from '../../values/clock.js';
import { newId } from '../../values/ids.js';
import { err, ok, type Refusal, type Result } from '../../values/result.js';
import { hashPassword, passwordRefusal } from './passwords.js';
import { overridesOf } from './permission-overrides.js';

/** Which offices a manager's user answers for; the table belongs to whoever owns offices. */
interface OfficeManagerTable {
  readonly office_id: string;
  readonly manager_id: string;
}

interface ManagerTable {
  readonly id: string;
  readonly active: boolean;
}

type UserTables = HostTables & { office_manager: OfficeManagerTable; manager: ManagerTable };

export interface HouseUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly role: Role;
  readonly language: Language;
  readonly representativeId: string | null;
  readonly managerId: string | null;
  readonly active: boolean;
}

export interface NewPerson {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly language?: Language;
  readonly representativeId?: string | null;
  readonly managerId?: string | null;
}

export interface NewUser extends NewPerson {
  readonly password: string;
}

interface Means {
  readonly database: Database;
  readonly clock: Clock;
}

export const normalEmail = (email: string): string => email.trim().toLowerCase();

/** Refusals: those of personRefusal and passwordRefusal, user-email-taken. */
export async function createUser(
  means: Means,
  actor: Actor,
  user: NewUser,
): Promise<Result<{ readonly id: string }, Refusal>> {
  const refusal = personRefusal(user) ?? passwordRefusal(user.password, user.email);
  if (refusal) return err(refusal);
  const passwordHash = await hashPassword(user.password);
  return means.database.transaction((tx) =>
    addUser(tx, means.clock.now(), { actor, action: 'host.create-user', person: user, passwordHash }),
  );
}

export interface UserToAdd {
  readonly actor: Actor;
  /** as the audit trail names it */
  readonly action: string;
  readonly person: NewPerson;
  readonly passwordHash: string;
}

/** Writes a user that personRefusal lets pass. Refusals: user-email-taken { email }. */
export async function addUser(
  tx: Transaction,
  now: Date,
  { actor, action, person, passwordHash }: UserToAdd,
): Promise<Result<{ readonly id: string }, Refusal>> {
  const email = normalEmail(person.email);
  const taken = await usersOf(tx)
    .selectFrom('app_user')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirst();
  if (taken) return err({ code: 'user-email-taken', email });
  const row = {
    id: newId(),
    email,
    name: person.name.trim(),
    role: person.role,
    language: person.language ?? 'en',
    representative_id: person.representativeId ?? null,
    manager_id: person.managerId ?? null,
    active: true,
    last_sign_in_at: null,
    created_at: now,
    updated_at: now,
    version: 1,
  };
  await usersOf(tx)
    .insertInto('app_user')
    .values({ ...row, password_hash: passwordHash })
    .execute();
  await tx.audit({
    actor,
    action,
    entity: 'User',
    entityId: row.id,
    after: {
      email,
      name: row.name,
      role: row.role,
      language: row.language,
      representativeId: row.representative_id,
      managerId: row.manager_id,
    },
  });
  return ok({ id: row.id });
}

/** What a user must be, whoever creates it. Refusals: user-email-invalid { email }, user-role-unbound { role }. */
export function personRefusal(person: NewPerson): Refusal | null {
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(normalEmail(person.email)))
    return { code: 'user-email-invalid', email: person.email };
  return unboundRole(person);
}

/** A representative's user without a representative, or a manager's without a manager, would see nothing at all. */
export function unboundRole(user: Pick<NewUser, 'role' | 'representativeId' | 'managerId'>): Refusal | null {
  if (user.role === 'representative' && !user.representativeId)
    return { code: 'user-role-unbound', role: user.role };
  if (user.role === 'manager' && !user.managerId) return { code: 'user-role-unbound', role: user.role };
  return null;
}

export async function findUserByEmail(database: Database, email: string): Promise<HouseUser | null> {
  const row = await usersOf(database)
    .selectFrom('app_user')
    .selectAll()
    .where('email', '=', normalEmail(email))
    .executeTakeFirst();
  return row ? userOf(row) : null;
}

export async function findUserById(database: Database, id: string): Promise<HouseUser | null> {
  const row = await usersOf(database)
    .selectFrom('app_user')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? userOf(row) : null;
}

/** Everybody, with nothing that is secret. */
export async function listUsers(database: Database) {
  const rows = await usersOf(database)
    .selectFrom('app_user')
    .select(['id', 'email', 'name', 'role', 'language', 'active', 'last_sign_in_at', 'created_at'])
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(({ last_sign_in_at, created_at, ...user }) => ({
    ...user,
    lastSignInAt: last_sign_in_at,
    createdAt: created_at,
  }));
}

/** Ends every session that was opened with the old password. Refusals: user-unknown and those of passwordRefusal. */
export async function changePassword(
  means: Means,
  actor: Actor,
  userId: string,
  password: string,
): Promise<Result<null, Refusal>> {
  const user = await findUserById(means.database, userId);
  if (!user) return err({ code: 'user-unknown' });
  const refusal = passwordRefusal(password, user.email);
  if (refusal) return err(refusal);
  const passwordHash = await hashPassword(password);
  return means.database.transaction(async (tx) => {
    await writePassword(tx, means.clock.now(), userId, passwordHash);
    await tx.audit({ actor, action: 'host.change-password', entity: 'User', entityId: userId });
    return ok(null);
  });
}

/** Links that were on their way to set a password lead nowhere from then on. */
export async function writePassword(
  tx: Transaction,
  now: Date,
  userId: string,
  passwordHash: string,
): Promise<void> {
  await usersOf(tx)
    .updateTable('app_user')
    .set((row) => ({ password_hash: passwordHash, updated_at: now, version: row('version', '+', 1) }))
    .where('id', '=', userId)
    .execute();
  await usersOf(tx)
    .deleteFrom('one_time_link')
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .execute();
}

export async function changeLanguage(
  at: Database | Transaction,
  userId: string,
  language: Language,
): Promise<void> {
  await usersOf(at).updateTable('app_user').set({ language }).where('id', '=', userId).execute();
}

export async function noteSignIn(database: Database, userId: string, at: Date): Promise<void> {
  await usersOf(database)
    .updateTable('app_user')
    .set({ last_sign_in_at: at })
    .where('id', '=', userId)
    .execute();
}

/** The user as one who acts through the panel. */
export async function actorOfUser(database: Database, user: HouseUser): Promise<Actor> {
  const overrides = await overridesOf(database, user.id);
  return {
    userId: user.id,
    name: user.email,
    role: user.role,
    via: 'panel',
    language: user.language,
    representativeId: user.role === 'representative' ? user.representativeId : null,
    managerId: user.role === 'manager' ? user.managerId : null,
    officeIds: user.role === 'manager' && user.managerId ? await officesOf(database, user.managerId) : [],
    ...(overrides ? { overrides } : {}),
  };
}

/** None once the manager is disabled: whatever door it comes through, it answers for nothing any more. */
async function officesOf(database: Database, managerId: string): Promise<readonly string[]> {
  const rows = await usersOf(database)
    .selectFrom('office_manager')
    .innerJoin('manager', 'manager.id', 'office_manager.manager_id')
    .select('office_manager.office_id')
    .where('manager.id', '=', managerId)
    .where('manager.active', '=', true)
    .execute();
  return rows.map((row) => row.office_id);
}

function usersOf(source: Database | Transaction): Kysely<UserTables> {
  return queriesOf<UserTables>(source.queries);
}

interface UserRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly password_hash: string;
  readonly role: string;
  readonly language: string;
  readonly representative_id: string | null;
  readonly manager_id: string | null;
  readonly active: boolean;
}

function userOf(row: UserRow): HouseUser {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    passwordHash: row.password_hash,
    // An unknown role or language can only come from outside the house: the least of each is taken.
    role: ROLES.find((role) => role === row.role) ?? 'representative',
    language: LANGUAGES.find((language) => language === row.language) ?? 'en',
    representativeId: row.representative_id,
    managerId: row.manager_id,
    active: row.active,
  };
}
