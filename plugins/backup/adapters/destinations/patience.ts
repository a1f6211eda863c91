import { setTimeout as wait } from 'node:timers/promises';

/** What may succeed in a while: the network failed, or the other side said so. */
export class ComeLater extends Error {
  constructor(
    message: string,
    /** as the other side asked (Retry-After); null: as we think right */
    readonly waitMs: number | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

export const pauseFor: Pause = (ms, signal) => wait(ms, undefined, { signal });

/** Failures in a row after which the work is left to the next start of the job. */
const MOST_FAILURES = 6;
const FIRST_MS = 1_000;
/** Who asks for more is asked again by the next start of the job. */
const LONGEST_MS = 2 * 60_000;

/** Counts failures in a row: waits after each, twice as long as after the one before (RFC 9110, 10.2.3 where Retry-After says how long). */
export class Patience {
  private failures = 0;

  constructor(
    private readonly pause: Pause,
    private readonly signal: AbortSignal,
  ) {}

  succeeded(): void {
    this.failures = 0;
  }

  /** @throws the failure when it is not for later, or was one too many */
  async after(failure: unknown): Promise<void> {
    this.signal.throwIfAborted();
    if (!(failure instanceof ComeLater)) throw failure;
    this.failures += 1;
    const ms = failure.waitMs ?? FIRST_MS * 2 ** (this.failures - 1) * (1 + Math.random() / 4);
    if (this.failures >= MOST_FAILURES || ms > LONGEST_MS) throw failure;
    await this.pause(ms, this.signal);
  }
}

export async function patiently<T>(pause: Pause, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const patience = new Patience(pause, signal);
  for (;;) {
    try {
      return await work();
    } catch (failure) {
      await patience.after(failure);
    }
  }
}

/** Milliseconds of a Retry-After header: seconds, or an instant (RFC 9110, 10.2.3); null when it says neither. */
export function retryAfterMs(header: string | null | undefined, now: Date): number | null {
  if (!header) return null;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}

/** That of it which the other side asked for later, by its status (RFC 6585; RFC 9110, 15.6). */
export function isForLater(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}
