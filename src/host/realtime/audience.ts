import type { IncomingMessage } from 'node:http';
import type { Actor } from '../../kernel/permissions.js';
import type { Hint } from './hints.js';

/** Somebody's open tab. */
export interface Reader {
  readonly actor: Actor;
  pass(hint: Hint): void;
}

/** A line as the audience holds it; socket.io's is one. */
export interface Line {
  readonly request: IncomingMessage;
  pass(hint: Hint): void;
  cut(): void;
}

export interface Audience {
  join(line: Line, actor: Actor): void;
  leave(line: Line): void;
  readonly isEmpty: boolean;
  tabsOf(userId: string): number;
  /** Those whose sessions still stand, as who they are now; the lines of all others are cut. */
  readers(): Promise<readonly Reader[]>;
}

interface Seat {
  actor: Actor;
  lookedAt: number;
}

/** A line stays open for hours: who is behind it is asked again every `lookMs`. */
export function makeAudience(
  look: (request: IncomingMessage) => Promise<Actor | null>,
  lookMs: number,
): Audience {
  const seats = new Map<Line, Seat>();

  const lookAgain = async (line: Line, seat: Seat, now: number): Promise<void> => {
    if (now - seat.lookedAt < lookMs) return;
    const actor = await look(line.request);
    if (actor) return void Object.assign(seat, { actor, lookedAt: now });
    seats.delete(line);
    line.cut();
  };

  return {
    join: (line, actor) => void seats.set(line, { actor, lookedAt: performance.now() }),
    leave: (line) => void seats.delete(line),
    get isEmpty() {
      return seats.size === 0;
    },
    tabsOf: (userId) => [...seats.values()].filter(({ actor }) => actor.userId === userId).length,
    async readers() {
      const now = performance.now();
      await Promise.all([...seats].map(([line, seat]) => lookAgain(line, seat, now)));
      return [...seats].map(([line, { actor }]) => ({ actor, pass: (hint) => line.pass(hint) }));
    },
  };
}
