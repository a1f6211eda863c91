import { describe, expect, it } from '@jest/globals';
import { isLate } from '../../domain/lateness.js';
import { shrunk } from '../../domain/shrinkage.js';

describe('a backup that has fewer records than the one before', () => {
  const before = [
    { table: 'invoice', rows: 1_000 },
    { table: 'payment', rows: 500 },
    { table: 'office', rows: 12 },
  ];

  it('is told from the percentage on, by the table and in all', () => {
    const less = [{ table: 'invoice', rows: 800 }, ...before.slice(1)];
    expect(shrunk(before, less, 20)).toEqual({
      total: null,
      tables: [{ table: 'invoice', before: 1_000, rows: 800 }],
    });
    expect(shrunk(before, less, 21)).toEqual({ total: null, tables: [] });
    expect(shrunk(before, before.slice(1), 20).total).toEqual({ before: 1_512, rows: 512 });
  });

  it('a table that is gone has no records; a short one may lose many; growth is never told', () => {
    expect(shrunk(before, before.slice(0, 1), 20).tables).toEqual([
      { table: 'payment', before: 500, rows: 0 },
    ]);
    expect(shrunk(before, [...before.slice(0, 2), { table: 'office', rows: 1 }], 20).tables).toEqual([]);
    expect(shrunk([], before, 1)).toEqual({ total: null, tables: [] });
  });
});

describe('the newest proven backup', () => {
  it('is late when more hours have passed than it may be old', () => {
    const since = new Date('2026-03-01T00:00:00Z');
    expect(isLate(since, new Date('2026-03-02T06:00:00Z'), 30)).toBe(false);
    expect(isLate(since, new Date('2026-03-02T06:00:01Z'), 30)).toBe(true);
  });
});
