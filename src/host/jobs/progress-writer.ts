import type { ProgressNote } from './progress-note.js';

const AT_MOST_EVERY_MS = 500;

/** Writes a job's progress at most twice a second, and the last word of it when closed. */
export interface ProgressWriter {
  /** What was reported last, written or not: an open transaction on an embedded database keeps the row from being written. */
  latest(): ProgressNote | null;
  /** never waits for the database */
  report(done: number, total?: number, note?: string): void;
  close(): Promise<void>;
}

export function openProgressWriter(write: (progress: ProgressNote) => Promise<void>): ProgressWriter {
  let latest: ProgressNote | null = null;
  let isWritten = true;
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> | null = null;
  let lastWrite = -Infinity;

  async function flush(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    await writing;
    if (isWritten || !latest) return;
    isWritten = true;
    lastWrite = performance.now();
    writing = write(latest).finally(() => {
      writing = null;
    });
    await writing;
  }

  return {
    latest: () => latest,
    report(done, total, note) {
      latest = {
        done: Math.floor(done),
        total: total === undefined ? (latest?.total ?? null) : Math.floor(total),
        note: note ?? latest?.note ?? null,
      };
      isWritten = false;
      if (timer) return;
      timer = setTimeout(() => void flush(), Math.max(0, lastWrite + AT_MOST_EVERY_MS - performance.now()));
    },
    close: flush,
  };
}
