import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../values/clock.js';
import type { SecretBox } from '../settings/secret-box.js';
import type { Throttle } from '../sessions/throttle.js';

/** A sealed note that the browser brings back: unreadable there, of one purpose, short-lived, and taken once. */
export interface Tickets<Note extends object> {
  issue(note: Note): string;
  /** Null for what is not a ticket of this purpose, or no longer. */
  read(ticket: string | null): Note | null;
  /** As `read`; a second time the same ticket opens nothing, on every process. */
  take(ticket: string | null): Promise<Note | null>;
}

interface Means {
  readonly box: SecretBox;
  readonly throttle: Throttle;
  readonly clock: Clock;
}

export function createTickets<Note extends object>(
  { box, throttle, clock }: Means,
  purpose: string,
  lifeMs: number,
): Tickets<Note> {
  const read = (ticket: string | null): Note | null => {
    const sealed = ticket === null || ticket.length > MAX_LENGTH ? null : opened(box, ticket, purpose);
    return sealed && sealed.until > clock.now().getTime() ? (sealed.note as Note) : null;
  };
  return {
    issue: (note) =>
      box.seal(
        JSON.stringify({
          until: clock.now().getTime() + lifeMs,
          salt: randomBytes(8).toString('hex'),
          note,
        }),
        purpose,
      ),
    read,
    async take(ticket) {
      const note = read(ticket);
      if (note === null || ticket === null) return null;
      const digest = createHash('sha256').update(ticket).digest('hex');
      // Kept longer than the ticket lives, so that clocks of two processes may differ.
      const wait = await throttle.spend(`ticket:${digest}`, { attempts: 1, windowMs: lifeMs * 2 });
      return wait === 0 ? note : null;
    },
  };
}

/** A cookie holds no more. */
const MAX_LENGTH = 4000;

function opened(
  box: SecretBox,
  ticket: string,
  purpose: string,
): { readonly until: number; readonly note: unknown } | null {
  try {
    return JSON.parse(box.open(ticket, purpose)) as { until: number; note: unknown };
  } catch {
    return null;
  }
}
