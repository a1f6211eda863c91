import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SeenRows } from '../../domain/seen-rows.js';

describe('rows seen before', () => {
  it('tells the same row from another row of the same key', () => {
    const seen = new SeenRows();
    expect(['1', '1', '2'].map((digest) => seen.see('A', digest))).toEqual([
      'first',
      'same-again',
      'other-again',
    ]);
  });

  it('agrees with a plain map, however many rows', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.boolean()), { maxLength: 6000 }),
        (rows) => {
          const seen = new SeenRows();
          const map = new Map<string, string>();
          for (const [number, flag] of rows) {
            const [key, digest] = [`K${number}`, String(flag)];
            const known = map.get(key);
            const expected = known === undefined ? 'first' : known === digest ? 'same-again' : 'other-again';
            if (known === undefined) map.set(key, digest);
            expect(seen.see(key, digest)).toBe(expected);
          }
        },
      ),
      { numRuns: 20 },
    );
  });
});
