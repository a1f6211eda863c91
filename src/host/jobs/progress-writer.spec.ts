import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ProgressNote } from './progress-note.js';
import { openProgressWriter } from './progress-writer.js';

describe('the progress of a job', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('is written at most twice a second, however often it is reported', async () => {
    const written: number[] = [];
    const progress = openProgressWriter(async ({ done }) => void written.push(done));
    for (let done = 1; done <= 1_000; done += 1) {
      progress.report(done);
      await jest.advanceTimersByTimeAsync(10);
    }
    expect(written.length).toBeGreaterThan(10);
    expect(written.length).toBeLessThanOrEqual(21);
  });

  it('ends with the last word', async () => {
    const written: ProgressNote[] = [];
    const progress = openProgressWriter(async (note) => void written.push(note));
    expect(progress.latest()).toBeNull();
    progress.report(1, 3, 'begun');
    await jest.advanceTimersByTimeAsync(1);
    progress.report(2);
    progress.report(3, undefined, 'ended');
    expect(progress.latest()).toEqual({ done: 3, total: 3, note: 'ended' });
    await progress.close();
    expect(written).toEqual([
      { done: 1, total: 3, note: 'begun' },
      { done: 3, total: 3, note: 'ended' },
    ]);
  });
});
