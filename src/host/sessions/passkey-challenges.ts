import type { Request, Response } from 'express';
import type { Clock } from '../../values/clock.js';
import type { FactorKeys } from '../two-factor/factor-means.js';
import { createTickets, type Tickets } from '../two-factor/tickets.js';
import type { HouseCookies } from './cookies.js';
import type { Throttle } from './throttle.js';

/** `find`: whoever it is; `use`: somebody's second step; `make`: a new passkey; `confirm`: it is still the same person */
export type ChallengePurpose = 'find' | 'use' | 'make' | 'confirm';

/** Challenges that a browser is given before it signs in: kept in a cookie of its own, for minutes, taken once. */
export interface PasskeyChallenges {
  give(response: Response, purpose: ChallengePurpose, challenge: string): void;
  /** Null when the browser was given none for this purpose, or has used it. */
  take(request: Request, response: Response, purpose: ChallengePurpose): Promise<string | null>;
}

interface Note {
  readonly purpose: ChallengePurpose;
  readonly challenge: string;
}

const CHALLENGE_MS = 10 * 60 * 1000;

export function createPasskeyChallenges({
  throttle,
  clock,
  cookies,
  keys,
}: {
  readonly throttle: Throttle;
  readonly clock: Clock;
  readonly cookies: HouseCookies;
  readonly keys: FactorKeys;
}): PasskeyChallenges {
  const tickets: Tickets<Note> = createTickets(
    { box: keys.tickets, throttle, clock },
    'passkey-challenge',
    CHALLENGE_MS,
  );
  const cookie = cookies.brief('countinghouse-challenge');
  return {
    give: (response, purpose, challenge) =>
      cookie.set(response, tickets.issue({ purpose, challenge }), CHALLENGE_MS),
    async take(request, response, purpose) {
      const note = await tickets.take(cookie.read(request));
      cookie.clear(response);
      return note?.purpose === purpose ? note.challenge : null;
    },
  };
}
