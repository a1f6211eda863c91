import type { ProgressNote } from './held-job.js';

const AT_MOST_EVERY_MS = 500;

/** Writes a job's progress at most twice a second, and the last word of it when closed. */
export interface ProgressWriter {
  report(done: number, total?: number, note?: string): Promise<void>;
  close(): Promise<void>;
}

export function openProgressWriter(write: (progress: ProgressNote) => Promise<void>): ProgressWriter {
  let pending: ProgressNote | null = null;
  let timer: NodeJS.Timeout | null = null;
  let lastWrite = -Infinity;

  async function flush(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    if (!pending) return;
    const progress = pending;
    pending = null;
    lastWrite = performance.now();
    await write(progress);
  }

  return {
    async report(done, total, note) {
      pending = { done: Math.floor(done), total: total === undefined ? (pending?.total ?? null) : Math.floor(total), note: note ?? pending?.note ?? null };
      if (timer) return;
      const wait = lastWrite + AT_MOST_EVERY_MS - performance.now();
      if (wait <= 0) return flush();
      timer = setTimeout(() => void flush(), wait);
    },
    close: flush,
  };
}
