/** What time it is. Passed in, so that a rule never asks the machine. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still at an ISO 8601 instant. */
export function fixedClock(instant: string): Clock {
  return { now: () => new Date(instant) };
}
