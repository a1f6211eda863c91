import type { Logger } from '../../kernel/ports.js';

export interface Pulse {
  /** something happened: a round soon */
  wake(): void;
  stop(): Promise<void>;
}

/** Rounds, never two at once: a moment after each wake, so that what comes together goes together, and every `everyMs` anyway. */
export function openPulse(
  round: () => Promise<void>,
  pace: { readonly settleMs: number; readonly everyMs: number },
  log: Logger,
): Pulse {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let isOwed = false;
  let isStopped = false;

  const plan = (ms: number): void => {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(beat, ms).unref();
  };
  const beat = (): void => {
    isOwed = false;
    timer = undefined;
    running = round()
      .catch((error: unknown) =>
        log.warn({ err: error }, 'what changed could not be told; it is tried again'),
      )
      .finally(() => {
        running = null;
        plan(isOwed ? pace.settleMs : pace.everyMs);
      });
  };
  plan(pace.everyMs);
  return {
    wake() {
      if (isOwed) return;
      isOwed = true;
      if (!running) plan(pace.settleMs);
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
