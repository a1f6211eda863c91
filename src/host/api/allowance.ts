import type { Clock } from '../../values/clock.js';
import type { Throttle } from '../sessions/throttle.js';

const WINDOW_MS = 60_000;
/** How many turns a process asks for the shared counter in a window, at most. */
const TURNS = 20;

export interface Spent {
  readonly allowed: boolean;
  /** requests a minute */
  readonly limit: number;
  readonly left: number;
  readonly resetMs: number;
}

export type SpendAllowance = (account: string, limit: number) => Promise<Spent>;

interface Purse {
  granted: number;
  /** in the shared counter */
  elsewhere: number;
  endsAt: number;
}

/**
 * Counts requests where every process sees them, a handful at a time: a process takes a twentieth of the minute's requests from the
 * shared counter and spends them from memory, so that most requests cost no query.
 */
export function createAllowance(throttle: Throttle, clock: Clock): SpendAllowance {
  const purses = new Map<string, Purse>();
  const filling = new Map<string, Promise<Purse>>();

  const fill = async (account: string, limit: number): Promise<Purse> => {
    const handful = Math.max(1, Math.floor(limit / TURNS));
    const { granted, left, resetMs } = await throttle.take(
      `api:${account}`,
      { attempts: limit, windowMs: WINDOW_MS },
      handful,
    );
    const now = clock.now().getTime();
    const purse = { granted, elsewhere: left, endsAt: now + Math.min(resetMs, WINDOW_MS) };
    forgetEnded(purses, now);
    purses.set(account, purse);
    return purse;
  };

  const purseOf = (account: string, limit: number): Purse | Promise<Purse> => {
    const known = purses.get(account);
    if (known && known.endsAt > clock.now().getTime() && (known.granted > 0 || known.elsewhere === 0))
      return known;
    const under = filling.get(account) ?? fill(account, limit).finally(() => filling.delete(account));
    filling.set(account, under);
    return under;
  };

  return async (account, limit) => {
    for (;;) {
      const purse = await purseOf(account, limit);
      const resetMs = Math.max(1, purse.endsAt - clock.now().getTime());
      // Of many that waited for one handful, some may find it spent.
      if (purse.granted === 0 && purse.elsewhere > 0) continue;
      if (purse.granted === 0) return { allowed: false, limit, left: 0, resetMs };
      purse.granted -= 1;
      return { allowed: true, limit, left: purse.granted + purse.elsewhere, resetMs };
    }
  };
}

function forgetEnded(purses: Map<string, Purse>, now: number): void {
  for (const [account, { endsAt }] of purses) if (endsAt <= now) purses.delete(account);
}
