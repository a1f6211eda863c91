import { describe, expect, it } from '@jest/globals';
import { oneAtATime } from './one-at-a-time.js';

interface Turn {
  readonly number: number;
  end(): void;
  fail(): void;
}

function aWork() {
  const turns: Turn[] = [];
  const ask = oneAtATime(
    () =>
      new Promise<number>((resolve, reject) => {
        const number = turns.length + 1;
        turns.push({ number, end: () => resolve(number), fail: () => reject(new Error(`turn ${number}`)) });
      }),
  );
  return { turns, ask };
}

describe('work that is done one at a time', () => {
  it('is done again for those who came while it was under way, once for all of them', async () => {
    const { turns, ask } = aWork();
    const first = ask();
    const late = [ask(), ask(), ask()];
    expect(turns).toHaveLength(1);
    turns[0]?.end();
    expect(await first).toBe(1);
    await Promise.resolve();
    expect(turns).toHaveLength(2);
    turns[1]?.end();
    expect(await Promise.all(late)).toEqual([2, 2, 2]);
  });

  it('is done afresh for whoever comes after it ended', async () => {
    const { turns, ask } = aWork();
    const first = ask();
    turns[0]?.end();
    await first;
    const second = ask();
    turns[1]?.end();
    expect(await second).toBe(2);
  });

  it('fails for those alone who asked before it began', async () => {
    const { turns, ask } = aWork();
    const first = ask();
    const second = ask();
    turns[0]?.fail();
    await expect(first).rejects.toThrow('turn 1');
    turns[1]?.end();
    expect(await second).toBe(2);
  });
});
