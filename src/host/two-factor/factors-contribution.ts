import type { AdminAction, CliCall, CliCommand, CliOutcome } from '../../kernel/contributions.js';
import type { House } from '../../kernel/plugin.js';
import type { SettingsSource } from '../../kernel/plugin-contexts.js';
import type { Database } from '../../kernel/ports.js';
import type { Clock } from '../../values/clock.js';
import { err, ok, type Refusal, type Result } from '../../values/result.js';
import { MANAGE_USERS } from '../sessions/administrators.js';
import { createDatabaseThrottle } from '../sessions/throttle.js';
import { findUserByEmail } from '../sessions/users.js';
import type { SecretKeys } from '../sealing/key-ring.js';
import { createFactorKeys } from './factor-means.js';
import { mySignInRoutes, type MySignInMeans } from './my-sign-in-routes.js';
import type { RelyingParty } from './relying-party.js';
import { resetFactors } from './reset-factors.js';
import { secondFactorPolicy } from './second-factor-policy.js';
import { createTickets } from './tickets.js';

interface FactorParts extends SecretKeys {
  readonly database: Database;
  readonly clock: Clock;
  readonly settings: SettingsSource;
  readonly party: RelyingParty | null;
}

const REGISTRATION_MS = 10 * 60 * 1000;

export function createMySignInMeans({
  database,
  clock,
  settings,
  party,
  ...secretKeys
}: FactorParts): MySignInMeans {
  const keys = createFactorKeys(secretKeys);
  // Always in the database: a command has no Redis, and one-time tickets are few.
  const throttle = createDatabaseThrottle(database, clock);
  return {
    ...{ database, clock, keys, party },
    policy: secondFactorPolicy(settings),
    tickets: createTickets({ box: keys.tickets, throttle, clock }, 'passkey-registration', REGISTRATION_MS),
  };
}

/** Second factors: one's own, and those of somebody who has lost them. */
export function contributeFactors(house: House, means: MySignInMeans): void {
  for (const route of mySignInRoutes(means)) house.route(route);
  house.action(resetFactorsAction);
  house.command(resetFactorsCommand);
}

const resetFactorsAction: AdminAction = {
  name: 'reset-factors',
  resource: 'User',
  on: 'record',
  permission: MANAGE_USERS,
  icon: 'Smartphone',
  confirm: true,
  danger: true,
  reauthenticate: true,
  async run({ context, actor, ids }) {
    const outcome = await resetFactors(context, actor, ids[0] ?? '');
    return outcome.ok ? ok({ message: { key: 'host:actions.User.reset-factors.done' } }) : outcome;
  },
};

const resetFactorsCommand: CliCommand = {
  name: 'user reset-factors',
  description:
    'Removes the authenticator app, passkeys and recovery codes of a user who has lost them; the password stays.',
  arguments: ['email'],
  run: resetFromCommandLine,
};

async function resetFromCommandLine({
  context,
  actor,
  arguments: [email = ''],
}: CliCall): Promise<Result<CliOutcome, Refusal>> {
  const user = await findUserByEmail(context.database, email);
  if (!user) return err({ code: 'user-unknown' });
  const outcome = await resetFactors(context, actor, user.id);
  if (!outcome.ok) return outcome;
  return ok({
    json: { id: user.id },
    text: context.translator.text(actor.language, 'host:cli.factors-reset', { email: user.email }),
  });
}
