import type { Request, Response } from 'express';
import type { Database } from '../../kernel/ports.js';
import type { Clock } from '../../values/clock.js';
import { createTickets, type Tickets } from '../two-factor/tickets.js';
import type { FactorKeys } from '../two-factor/factor-means.js';
import type { HouseCookies } from './cookies.js';
import type { Throttle } from './throttle.js';
import { credentialMark } from './tokens.js';
import { findUserById, type HouseUser } from './users.js';

/** The password was right, and that is all: no session, no door. */
export interface PendingSignIn {
  readonly user: HouseUser;
  readonly stage: PendingStage;
  readonly next: string | null;
}

/** `enrolment`: the role demands a second factor and there is none yet. */
export type PendingStage = 'second-factor' | 'enrol';

export interface PendingSignIns {
  begin(response: Response, pending: PendingSignIn): void;
  /** What the browser's ticket says, as long as it is valid; the user may have changed since. */
  stage(request: Request): PendingStage | null;
  find(request: Request): Promise<PendingSignIn | null>;
  /** Ends it; false when another request has ended it before. */
  finish(request: Request, response: Response): Promise<boolean>;
}

interface Note {
  readonly userId: string;
  readonly credential: string;
  readonly stage: PendingStage;
  readonly next: string | null;
}

interface Means {
  readonly database: Database;
  readonly throttle: Throttle;
  readonly clock: Clock;
  readonly cookies: HouseCookies;
  readonly keys: FactorKeys;
}

export const PENDING_MS = 10 * 60 * 1000;

export function createPendingSignIns({ database, throttle, clock, cookies, keys }: Means): PendingSignIns {
  const tickets: Tickets<Note> = createTickets(
    { box: keys.tickets, throttle, clock },
    'pending-sign-in',
    PENDING_MS,
  );
  const cookie = cookies.brief('countinghouse-pending');
  return {
    begin(response, { user, stage, next }) {
      const note = { userId: user.id, credential: credentialMark(user.passwordHash), stage, next };
      cookie.set(response, tickets.issue(note), PENDING_MS);
    },
    stage: (request) => tickets.read(cookie.read(request))?.stage ?? null,
    async find(request) {
      const note = tickets.read(cookie.read(request));
      const user = note && (await findUserById(database, note.userId));
      if (!user?.active || credentialMark(user.passwordHash) !== note?.credential) return null;
      return { user, stage: note.stage, next: note.next };
    },
    async finish(request, response) {
      const note = await tickets.take(cookie.read(request));
      cookie.clear(response);
      return note !== null;
    },
  };
}
