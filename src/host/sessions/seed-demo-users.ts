import type { DemoPeople } from '../../kernel/contributions.js';
import type { Actor } from '../../kernel/permissions.js';
import type { Database } from '../../kernel/ports.js';
import type { Clock } from '../../values/clock.js';
import { ok, type Refusal, type Result } from '../../values/result.js';
import { createUser, findUserByEmail, type NewUser } from './users.js';

/** Printed in the README: why a production house neither makes these users nor lets them sign in. */
const PASSWORD = 'countinghouse';

/**
 * Makes the demo logins that are missing. Those of a manager and a representative need the people that a plugin's seed made.
 * Returns the addresses of all that are there.
 */
export async function seedDemoUsers(
  means: { readonly database: Database; readonly clock: Clock },
  actor: Actor,
  people: DemoPeople,
): Promise<Result<readonly string[], Refusal>> {
  const users = demoUsers(people);
  for (const user of users) {
    if (await findUserByEmail(means.database, user.email)) continue;
    const created = await createUser(means, actor, { ...user, password: PASSWORD });
    if (!created.ok) return created;
  }
  return ok(users.map(({ email }) => email));
}

function demoUsers({ managerId, representativeId }: DemoPeople): readonly Omit<NewUser, 'password'>[] {
  return [
    { email: 'admin@demo.test', name: 'Ada Admin', role: 'admin' },
    { email: 'operator@demo.test', name: 'Olha Operator', role: 'operator' },
    ...(managerId === undefined
      ? []
      : [{ email: 'manager@demo.test', name: 'Maksym Manager', role: 'manager' as const, managerId }]),
    ...(representativeId === undefined
      ? []
      : [
          {
            email: 'rep@demo.test',
            name: 'Rita Representative',
            role: 'representative' as const,
            representativeId,
          },
        ]),
  ];
}
