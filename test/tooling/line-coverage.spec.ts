import { describe, expect, it } from '@jest/globals';
import { lineCoverage, lowestCovered } from '../../scripts/line-coverage.mjs';

/** Istanbul's report of one file: how often the statement on each line ran. */
function report(path: string, hitsByLine: Readonly<Record<number, number>>): object {
  const lines = Object.entries(hitsByLine);
  return {
    [path]: {
      statementMap: Object.fromEntries(lines.map(([line], id) => [id, { start: { line: Number(line) } }])),
      s: Object.fromEntries(lines.map(([, hits], id) => [id, hits])),
    },
  };
}

describe('the coverage of several runs', () => {
  it('counts a line that ran in any of them', () => {
    const { percent } = lineCoverage([
      report('/house/src/a.ts', { 1: 1, 2: 0, 3: 0, 4: 0 }),
      report('/house/src/a.ts', { 1: 0, 2: 7, 3: 1, 4: 0 }),
    ]);
    expect(percent).toBe(75);
  });

  it('leaves out what runs in a browser', () => {
    expect(
      lineCoverage([report('/house/src/a.ts', { 1: 1 }), report('/house/src/b.tsx', { 1: 0 })]).percent,
    ).toBe(100);
  });

  it('names the files where the most lines never ran', () => {
    const { files } = lineCoverage([
      report('/house/src/a.ts', { 1: 0 }),
      report('/house/src/b.ts', { 1: 0, 2: 0, 3: 1 }),
    ]);
    expect(lowestCovered(files, '/house')).toEqual([
      'src/b.ts: 2 of 3 lines never ran',
      'src/a.ts: 1 of 1 lines never ran',
    ]);
  });
});
