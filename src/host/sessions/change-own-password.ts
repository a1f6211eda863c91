import type { Actor } from '../../kernel/permissions.js';
import type { PluginContext } from '../../kernel/plugin-context.js';
import { err, ok, type Refusal, type Result } from '../../values/result.js';
import { hashPassword, passwordMatches, passwordRefusal } from './passwords.js';
import type { SessionStore } from './session-store.js';
import type { Limit, Throttle } from './throttle.js';
import { credentialMark } from './tokens.js';
import { findUserById, writePassword } from './users.js';

/** Whoever sits at an open browser guesses no further than a stranger does. */
const GUESSES: Limit = { attempts: 10, windowMs: 15 * 60 * 1000 };

export interface OwnPassword {
  readonly current: string;
  readonly password: string;
  /** the session that goes on; all others end */
  readonly sessionId: string;
}

/** Refusals: password-throttled { minutes }, password-wrong, user-unknown and those of passwordRefusal. */
export async function changeOwnPassword(
  { sessions, throttle }: { readonly sessions: SessionStore; readonly throttle: Throttle },
  { database, clock }: Pick<PluginContext, 'database' | 'clock'>,
  actor: Actor,
  { current, password, sessionId }: OwnPassword,
): Promise<Result<null, Refusal>> {
  const user = actor.userId === null ? null : await findUserById(database, actor.userId);
  if (!user) return err({ code: 'user-unknown' });
  const counter = `own-password:${user.id}`;
  const waitMs = await throttle.spend(counter, GUESSES);
  if (waitMs > 0) return err({ code: 'password-throttled', count: Math.ceil(waitMs / 60_000) });
  if (!(await passwordMatches(user.passwordHash, current))) return err({ code: 'password-wrong' });
  await throttle.forget(counter);
  const refusal = passwordRefusal(password, user.email);
  if (refusal) return err(refusal);
  const passwordHash = await hashPassword(password);
  await database.transaction(async (tx) => {
    await writePassword(tx, clock.now(), user.id, passwordHash);
    await tx.audit({ actor, action: 'host.change-password', entity: 'User', entityId: user.id });
  });
  await sessions.change(sessionId, (session) => ({ ...session, credential: credentialMark(passwordHash) }));
  await sessions.removeAllOf(user.id, sessionId);
  return ok(null);
}
