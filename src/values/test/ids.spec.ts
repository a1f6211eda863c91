import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { mayBeId, newId } from '../ids.js';

describe('an id', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('is a lower-case UUID of version 7 and the RFC variant', () => {
    for (let made = 0; made < 10_000; made += 1)
      expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('begins with the millisecond in which it was made', () => {
    const now = Date.now() + 60_000;
    jest.spyOn(Date, 'now').mockReturnValue(now);
    expect(Number.parseInt(newId().replaceAll('-', '').slice(0, 12), 16)).toBe(now);
  });

  it('grows with every call, also past 4096 in one millisecond and when the clock is set back', () => {
    const start = Date.now() + 120_000;
    const clock = jest.spyOn(Date, 'now').mockReturnValue(start);
    const ids = Array.from({ length: 10_000 }, newId);
    clock.mockReturnValue(start - 3_600_000);
    ids.push(...Array.from({ length: 100 }, newId));
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a text from outside', () => {
  it('may be an id when it is of visible ASCII and not too long', () => {
    expect(mayBeId(newId())).toBe(true);
    for (const text of ['', 'а1b2', '\u0080', 'with space', 'x'.repeat(65)])
      expect(mayBeId(text)).toBe(false);
  });
});
