import { setTimeout as pause } from 'node:timers/promises';
import { codeOf } from '../failures.js';

const LONGEST_PAUSE_MS = 50;

/** Another process holds SQLite's lock: tries again for so long, with growing pauses, while the event loop goes on. */
export async function untilNotBusy<T>(patienceMs: number, attempt: () => T): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return attempt();
    } catch (failure) {
      if (!isBusy(failure) || Date.now() > deadline) throw failure;
    }
    await pause(pauseMs * (0.5 + Math.random()));
  }
}

function isBusy(failure: unknown): boolean {
  const code = codeOf(failure);
  // A snapshot that another writer has overtaken stays overtaken: that transaction begins anew.
  return code.startsWith('SQLITE_BUSY') && code !== 'SQLITE_BUSY_SNAPSHOT';
}
