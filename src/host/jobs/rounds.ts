import type { Logger } from '../../kernel/ports.js';

/** What is done again and again: never twice at once; a failure is told and waits for the next time. */
export interface Rounds {
  every(milliseconds: number, what: string, work: () => Promise<unknown>): void;
  end(): void;
}

export function openRounds(log: Logger): Rounds {
  const timers: NodeJS.Timeout[] = [];
  return {
    every(milliseconds, what, work) {
      let busy = false;
      const round = (): void => {
        if (busy) return;
        busy = true;
        work()
          .catch((error: unknown) => log.warn({ error }, `${what} failed; it is tried again`))
          .finally(() => {
            busy = false;
          });
      };
      const timer = setInterval(round, milliseconds);
      timer.unref();
      timers.push(timer);
    },
    end: () => timers.forEach((timer) => clearInterval(timer)),
  };
}
