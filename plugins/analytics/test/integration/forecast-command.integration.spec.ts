import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CliCall, CliOutcome } from '../../../../src/kernel/contributions.js';
import type { Refusal, Result } from '../../../../src/values/result.js';
import { forecastCommand } from '../../adapters/cli/forecast-command.js';
import { makeForecaster } from '../../adapters/statistics/forecaster.js';
import { administrator } from './analytics-house.js';

interface Row {
  readonly id: string;
  readonly method: string;
  readonly mean: readonly number[];
  readonly intervals: Readonly<Record<'80' | '95', { lower: readonly number[]; upper: readonly number[] }>>;
}

const command = forecastCommand(makeForecaster());
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countinghouse-forecast-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function forecast(text: string, options: CliCall['options'] = {}) {
  const file = join(folder, 'series.csv');
  await writeFile(file, text);
  const notes: string[] = [];
  const outcome: Result<CliOutcome, Refusal> = await command.run({
    context: {
      translator: { text: (_: string, key: string, facts: object) => `${key} ${JSON.stringify(facts)}` },
    },
    actor: administrator,
    arguments: [file],
    options: { horizon: '3', ...options },
    json: true,
    note: (sentence: string) => notes.push(sentence),
  } as unknown as CliCall);
  return {
    notes,
    rows: outcome.ok ? (outcome.value.json as Row[]) : [],
    refusal: outcome.ok ? null : outcome.error,
  };
}

const line = (id: string, count: number): string =>
  [id, ...Array.from({ length: count }, (_, index) => 100 + (index % 4))]
    .map((cell) => `"${cell}"`)
    .join(',');

describe('countinghouse forecast', () => {
  it('reads the file of a forecasting competition: a heading, quoted cells, lines of unequal length', async () => {
    const { rows, notes, refusal } = await forecast(
      `"V1","V2","V3","V4"\n${line('W1', 40)},,,,\n${line('W2', 24)},"",""\n`,
      { horizon: '13', season: '52' },
    );
    expect(refusal).toBeNull();
    expect(rows.map(({ id }) => id)).toEqual(['W1', 'W2']);
    for (const { mean, intervals, method } of rows) {
      expect(method).not.toBe('');
      for (const values of [mean, intervals['80'].lower, intervals['95'].upper]) {
        expect(values).toHaveLength(13);
        expect(values.every(Number.isFinite)).toBe(true);
      }
    }
    // Of the shorter one nothing can be tried.
    expect(notes).toEqual(['analytics:forecast.untested {"count":1}']);
  });

  it.each([
    ['a byte order mark and Windows line ends', '\ufeffid,a,b,c\r\nA,1,2,3\r\n\r\nB,4,5,6\r\n', ['A', 'B']],
    ['semicolons and decimal commas', 'A;1,5;2,5;3,5\nB;1;2;3\n', ['A', 'B']],
    ['tabs, no heading, no end of line', 'A\t1\t2\t3', ['A']],
    ['commas within an id', '"Kyiv, centre",1,2,3\n', ['Kyiv, centre']],
    ['what statistics programs write for nothing', 'A,1,2,3,NA,NaN\n', ['A']],
    ['exponents and signs', 'A,-1,+2.5,1e3\n', ['A']],
  ])('reads %s', async (_, text, ids) => {
    const { rows, refusal } = await forecast(text);
    expect(refusal).toBeNull();
    expect(rows.map(({ id }) => id)).toEqual(ids);
  });

  it('takes a cell that is empty between two values for one that is not known, and says so', async () => {
    const { notes, rows } = await forecast('A,10,,30,40\n');
    expect(rows).toHaveLength(1);
    expect(notes[0]).toBe('analytics:forecast.filled {"id":"A","line":1,"count":1}');
  });

  it.each([
    [
      'a word among numbers',
      'id,v\nA,1,two,3\n',
      { code: 'value-unreadable', line: 2, column: 3, value: 'two' },
    ],
    ['a line without values', 'A,1,2\nB,,\n', { code: 'series-without-values', line: 2 }],
    ['a heading alone', 'V1,V2,V3\n', { code: 'no-series' }],
    ['nothing', '', { code: 'no-series' }],
    ['a quote that never ends', 'A,"1,2,3\nB,4', { code: 'series-unreadable' }],
    ['a number that no machine holds', 'A,1,1e999\n', { code: 'value-unreadable', column: 3 }],
  ])('refuses %s', async (_, text, refusal) => {
    expect((await forecast(text)).refusal).toMatchObject(refusal);
  });

  it.each([
    ['horizon', '0'],
    ['horizon', '2.5'],
    ['season', 'year'],
  ])('refuses --%s %s', async (option, value) => {
    expect((await forecast('A,1,2,3\n', { [option]: value })).refusal).toMatchObject({
      code: 'unreadable-option',
      option: `--${option}`,
    });
  });

  it('gives a line the same forecast alone and among others', async () => {
    const together = await forecast(`${line('A', 40)}\n${line('B', 50)}\n`);
    const alone = await forecast(`${line('B', 50)}\n`);
    expect(together.rows[1]).toEqual(alone.rows[0]);
  });
});
