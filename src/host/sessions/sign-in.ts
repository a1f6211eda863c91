import type { Database } from '../../kernel/ports.js';
import { digestOf } from './tokens.js';
import { passwordMatches } from './passwords.js';
import type { Limit, Throttle } from './throttle.js';
import { findUserByEmail, normalEmail, type HouseUser } from './users.js';

export const QUARTER_HOUR_MS = 15 * 60 * 1000;
const PER_ACCOUNT: Limit = { attempts: 10, windowMs: QUARTER_HOUR_MS };
/** A branch shares one address, so it may err more often than one account. */
export const PER_ADDRESS: Limit = { attempts: 60, windowMs: QUARTER_HOUR_MS };

export type SignIn =
  | { readonly kind: 'welcome'; readonly user: HouseUser }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'throttled'; readonly waitMs: number };

interface Means {
  readonly database: Database;
  readonly throttle: Throttle;
  /** false in production: the demo's password is printed in the README */
  readonly demoLogins: boolean;
}

/** An unknown, a deactivated and a mistyped account answer alike and after the same time. */
export async function signIn(
  means: Means,
  attempt: { readonly email: string; readonly password: string; readonly address: string },
): Promise<SignIn> {
  const address = `address:${attempt.address}`;
  const account = `account:${digestOf(normalEmail(attempt.email))}`;
  const waits = [
    await means.throttle.spend(address, PER_ADDRESS),
    await means.throttle.spend(account, PER_ACCOUNT),
  ];
  const waitMs = Math.max(...waits);
  if (waitMs > 0) return { kind: 'throttled', waitMs };
  const user = await findUserByEmail(means.database, attempt.email);
  const matches = await passwordMatches(user?.passwordHash ?? null, attempt.password);
  if (!user || !matches || !user.active || !mayUseDemo(means.demoLogins, user.email))
    return { kind: 'wrong' };
  await means.throttle.forget(account);
  await means.throttle.refund(address);
  return { kind: 'welcome', user };
}

export function mayUseDemo(demoLogins: boolean, email: string): boolean {
  return demoLogins || !email.endsWith('@demo.test');
}
