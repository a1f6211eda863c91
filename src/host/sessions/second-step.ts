import type { Actor } from '../../kernel/permissions.js';
import type { FactorMeans } from '../two-factor/factor-means.js';
import { takeRecoveryCode } from '../two-factor/recovery-codes.js';
import { takeTotpCode } from '../two-factor/totp-factor.js';
import { PER_ADDRESS, QUARTER_HOUR_MS } from './sign-in.js';
import type { SignInMethod } from './session-store.js';
import type { Limit, Throttle } from './throttle.js';

/** Six digits, three of them right at any time: five guesses a quarter of an hour leave a guesser who knows the password more than a year for an even chance. */
const PER_ACCOUNT: Limit = { attempts: 5, windowMs: QUARTER_HOUR_MS };
const TOLD_ONCE: Limit = { attempts: 1, windowMs: QUARTER_HOUR_MS };

export type Proof =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'recovery-code'; readonly code: string }
  /** resolves to the id of the user whose passkey has signed */
  | { readonly kind: 'passkey'; readonly take: () => Promise<string | null> };

export type Proven =
  | { readonly kind: 'proven'; readonly method: SignInMethod }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'throttled'; readonly waitMs: number };

interface Means extends FactorMeans {
  readonly throttle: Throttle;
}

/** One guess at somebody's second factor, counted before it is looked at. */
export async function proveSecondFactor(
  means: Means,
  actor: Actor,
  address: string,
  proof: Proof,
): Promise<Proven> {
  const { throttle } = means;
  const account = `second-factor:${actor.userId}`;
  const waits = [
    await throttle.spend(`address:${address}`, PER_ADDRESS),
    await throttle.spend(account, PER_ACCOUNT),
  ];
  const waitMs = Math.max(...waits);
  if (waitMs > 0) return { kind: 'throttled', waitMs };
  const method = await methodOf(means, actor, proof);
  if (method === null) {
    await tellFailure(means, actor, address);
    return { kind: 'wrong' };
  }
  await throttle.forget(account);
  await throttle.refund(`address:${address}`);
  return { kind: 'proven', method };
}

async function methodOf(means: Means, actor: Actor, proof: Proof): Promise<SignInMethod | null> {
  const userId = actor.userId ?? '';
  switch (proof.kind) {
    case 'code':
      return (await takeTotpCode(means, userId, proof.code)) ? 'totp' : null;
    case 'recovery-code':
      return (await takeRecoveryCode(means, actor, proof.code)) ? 'recovery-code' : null;
    case 'passkey':
      return (await proof.take()) === userId ? 'passkey' : null;
  }
}

/** Somebody knows the password and not the second factor: worth an entry, once a while. */
async function tellFailure({ database, throttle }: Means, actor: Actor, address: string): Promise<void> {
  if ((await throttle.spend(`second-factor-told:${actor.userId}`, TOLD_ONCE)) > 0) return;
  await database.transaction((tx) =>
    tx.audit({
      actor,
      action: 'host.fail-second-factor',
      entity: 'User',
      entityId: actor.userId ?? '',
      after: { address },
    }),
  );
}
