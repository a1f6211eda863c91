import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { BillingTables } from '../../../generated/tables/billing.js';
import { termsOf } from '../../../src/host/admin/filters/filter-term.js';
import { buildRegistry, type PanelRegistry } from '../../../src/host/admin/panel-registry.js';
import type { PanelReader } from '../../../src/host/admin/panel-reader.js';
import { queriesOf } from '../../../src/query/queries.js';
import { newId } from '../../../src/values/ids.js';
import { forEachDialect } from '../../harness/database.js';
import { ledger } from './ledger-plugin.js';
import { openPanelHouse, system, type PanelHouse } from './panel-house.js';

const NOW = new Date('2026-03-29T22:30:00Z');
/** A business day later than in UTC, and the clocks were put forward that night. */
const ZONE = 'Europe/Kyiv';
const TODAY = '2026-03-30';

interface Row {
  readonly id: string;
  readonly number: string | null;
  readonly importRef: string | null;
  readonly representative_id: string;
  readonly status: string;
  readonly currency: string;
  readonly issue_date: string | null;
  readonly voided_on: string | null;
  readonly total: bigint;
  readonly term_days: number;
  readonly disputed: boolean;
  readonly created_at: Date;
}

const word = fc.stringMatching(/^[a-cA-C%_!-]{0,4}$/);
const day = fc
  .integer({ min: -420, max: 5 })
  .map((days) => DateTime.fromISO(TODAY).plus({ days }).toISODate() ?? TODAY);
const status = fc.constantFrom('draft', 'issued', 'paid', 'void');
const currency = fc.constantFrom('EUR', 'JPY', 'KWD');
const total = fc.bigInt({ min: -3000n, max: 3000n });
const places: Readonly<Record<string, number>> = { EUR: 2, JPY: 0, KWD: 3 };

function rowWith(representatives: readonly string[]): fc.Arbitrary<Row> {
  const rows: fc.Arbitrary<Row> = fc.record({
    id: fc.constant('').map(() => newId()),
    number: fc.constant('').map(() => `N-${newId().slice(-12)}`),
    importRef: fc.option(word, { nil: null }),
    representative_id: fc.constantFrom(...representatives),
    status,
    currency,
    issue_date: fc.option(day, { nil: null }),
    voided_on: fc.option(day, { nil: null }),
    total,
    term_days: fc.integer({ min: -5, max: 40 }),
    disputed: fc.boolean(),
    created_at: fc
      .date({
        min: new Date('2026-03-20T00:00:00Z'),
        max: new Date('2026-03-31T00:00:00Z'),
        noInvalidDate: true,
      })
      .map((at) => new Date(Math.floor(at.getTime() / 900_000) * 900_000)),
  });
  // What was issued was issued on a day.
  return rows.map((row) => (row.issue_date === null ? { ...row, status: 'draft' } : row));
}

type Expected = (row: Row, value: string) => boolean;
type Case = readonly [filter: string, value: fc.Arbitrary<string>, fits: Expected];

const fold = (text: string | null): string => (text ?? '').toLowerCase();
const units = ({ total: minor, currency: code }: Row): number => Number(minor) / 10 ** (places[code] ?? 2);
const localDay = ({ created_at }: Row): string =>
  DateTime.fromJSDate(created_at, { zone: ZONE }).toISODate() ?? '';
const spoken = word.map((text) => text.trim()).filter((text) => text !== '');
const amount = fc.integer({ min: -300, max: 300 }).map((tenth) => (tenth / 10).toString());
const list = (one: fc.Arbitrary<string>) =>
  fc.array(one, { minLength: 1, maxLength: 3 }).map((values) => values.join(','));
const isIn = (value: string, one: string): boolean => value.split(',').includes(one);

/** The same question, asked of plain values. */
const dayCases = (field: string, at: (row: Row) => string | null): readonly Case[] => [
  [field, day, (row, value) => at(row) === value],
  [`${field}~~not`, day, (row, value) => at(row) !== value],
  [`${field}~~from`, day, (row, value) => (at(row) ?? '') >= value],
  [`${field}~~to`, day, (row, value) => at(row) !== null && at(row)! <= value],
  [`${field}~~after`, day, (row, value) => (at(row) ?? '') > value],
  [`${field}~~before`, day, (row, value) => at(row) !== null && at(row)! < value],
  [
    `${field}~~last`,
    fc.integer({ min: 1, max: 400 }).map(String),
    (row, value) => {
      const first = DateTime.fromISO(TODAY)
        .minus({ days: Number(value) - 1 })
        .toISODate()!;
      return at(row) !== null && at(row)! >= first && at(row)! <= TODAY;
    },
  ],
  [`${field}~~during`, fc.constant('this-month'), (row) => at(row)?.slice(0, 7) === '2026-03'],
  [`${field}~~during`, fc.constant('last-month'), (row) => at(row)?.slice(0, 7) === '2026-02'],
  [`${field}~~during`, fc.constant('this-year'), (row) => at(row)?.slice(0, 4) === '2026'],
  [`${field}~~during`, fc.constant('last-year'), (row) => at(row)?.slice(0, 4) === '2025'],
  [`${field}~~during`, fc.constant('today'), (row) => at(row) === TODAY],
  [`${field}~~during`, fc.constant('yesterday'), (row) => at(row) === '2026-03-29'],
];
const yesOrNo = fc.constantFrom('yes', 'no');
const emptiness = (field: string, at: (row: Row) => unknown): Case => [
  `${field}~~empty`,
  yesOrNo,
  (row, value) => (at(row) === null || at(row) === '') === (value === 'yes'),
];

const CASES: readonly Case[] = [
  ['importRef', spoken, (row, value) => fold(row.importRef).includes(fold(value))],
  ['importRef~~is', spoken, (row, value) => row.importRef !== null && fold(row.importRef) === fold(value)],
  ['importRef~~not', spoken, (row, value) => row.importRef === null || fold(row.importRef) !== fold(value)],
  [
    'importRef~~starts',
    spoken,
    (row, value) => row.importRef !== null && fold(row.importRef).startsWith(fold(value)),
  ],
  emptiness('importRef', ({ importRef }) => importRef),
  ['total', amount, (row, value) => units(row) === Number(value)],
  ['total~~not', amount, (row, value) => units(row) !== Number(value)],
  ['total~~from', amount, (row, value) => canBe(row, value) && units(row) >= Number(value)],
  ['total~~to', amount, (row, value) => canBe(row, value) && units(row) <= Number(value)],
  ['termDays', fc.integer({ min: -5, max: 40 }).map(String), (row, value) => row.term_days === Number(value)],
  [
    'termDays~~not',
    fc.integer({ min: -5, max: 40 }).map(String),
    (row, value) => row.term_days !== Number(value),
  ],
  [
    'termDays~~from',
    fc.integer({ min: -5, max: 40 }).map(String),
    (row, value) => row.term_days >= Number(value),
  ],
  [
    'termDays~~in',
    list(fc.integer({ min: -5, max: 40 }).map(String)),
    (row, value) => isIn(value, String(row.term_days)),
  ],
  ['status', status, (row, value) => row.status === value],
  ['status~~in', list(status), (row, value) => isIn(value, row.status)],
  ['status~~notin', list(status), (row, value) => !isIn(value, row.status)],
  ['currency~~in', list(currency), (row, value) => isIn(value, row.currency)],
  ['disputed', fc.constantFrom('true', 'false'), (row, value) => String(row.disputed) === value],
  ['disputed~~notin', fc.constantFrom('true', 'false'), (row, value) => String(row.disputed) !== value],
  ...dayCases('issueDate', ({ issue_date }) => issue_date),
  emptiness('issueDate', ({ issue_date }) => issue_date),
  ...dayCases('createdAt', localDay),
];

/** An amount with a tenth is none in yen. */
const canBe = (row: Row, value: string): boolean => row.currency !== 'JPY' || Number.isInteger(Number(value));

forEachDialect('Filters', (_dialect, open) => {
  let house: PanelHouse;
  let registry: PanelRegistry;
  let rows: readonly Row[];
  const reader: PanelReader = {
    email: 'admin@demo.test',
    actor: system,
    language: 'en',
    may: () => true,
    isFresh: () => Promise.resolve(true),
  };

  beforeAll(async () => {
    const clock = { now: () => NOW };
    house = await openPanelHouse(await open(), { plugins: [ledger], clock });
    const tables = queriesOf<BillingTables>(house.database.port.queries);
    await house.database.port.transaction(async (tx) => {
      const set = {
        plugin: 'host',
        name: 'zone',
        value: ZONE,
        secret: false,
        updated_at: NOW,
        updated_by: null,
      };
      await queriesOf<Record<'setting', Record<string, unknown>>>(tx.queries)
        .insertInto('setting')
        .values(set)
        .execute();
    });
    await tables.deleteFrom('invoice').execute();
    rows = fc.sample(rowWith([house.rows.repA, house.rows.repB]), { numRuns: 120, seed: 7 });
    await tables
      .insertInto('invoice')
      .values(
        rows.map(({ importRef, ...row }) => ({
          ...row,
          import_ref: importRef,
          net: row.total,
          outstanding: 0n,
          updated_at: NOW,
        })),
      )
      .execute();
    registry = buildRegistry(house.house, house.database.port, clock);
  });
  afterAll(() => house.database.close());

  const found = async (filters: Readonly<Record<string, string>>): Promise<readonly string[]> => {
    const entry = registry.entry('Invoice')!;
    const reach = await registry.reach(entry, reader);
    const page = await entry.reads.page(house.database.port, reach, termsOf(filters), {
      limit: 500,
      sort: { field: entry.resource.idField, direction: 'asc' },
      from: { offset: 0 },
    });
    return page.map(({ id }) => String(id)).sort();
  };

  it.each(CASES.map((one, at) => [one[0], at] as const))(
    'find by %s what plain values would (%i)',
    async (_name, at) => {
      const [filter, values, fits] = CASES[at]!;
      for (const value of fc.sample(values, { numRuns: 6, seed: at })) {
        const expected = rows.filter((row) => fits(row, value)).map(({ id }) => id);
        expect([value, await found({ [filter]: value })]).toEqual([value, expected.sort()]);
      }
    },
  );

  it('are met all together', async () => {
    const filters = {
      'status~~in': 'issued,paid',
      'total~~from': '-5',
      'total~~to': '5',
      'importRef~~empty': 'no',
    };
    const expected = rows.filter(
      (row) => isIn('issued,paid', row.status) && Math.abs(units(row)) <= 5 && (row.importRef ?? '') !== '',
    );
    expect(await found(filters)).toEqual(expected.map(({ id }) => id).sort());
  });

  it('find by a reference, one of several, none of them, or none at all', async () => {
    const { repA, repB } = house.rows;
    const of = (id: string) =>
      rows
        .filter((row) => row.representative_id === id)
        .map((row) => row.id)
        .sort();
    expect(await found({ representativeId: repA })).toEqual(of(repA));
    expect(await found({ 'representativeId~~notin': repA })).toEqual(of(repB));
    expect(await found({ 'representativeId~~in': `${repA},${repB}` })).toHaveLength(rows.length);
    expect(await found({ 'representativeId~~empty': 'yes' })).toEqual([]);
  });

  describe('refuse', () => {
    it.each([
      [{ 'total~~starts': '1' }, 'filter-operator'],
      [{ 'issueDate~~last': '0' }, 'filter-value'],
      [{ 'issueDate~~during': 'next-year' }, 'filter-value'],
      [{ 'importRef~~empty': 'perhaps' }, 'filter-value'],
      [{ 'status~~in': 'issued,lost' }, 'filter-value'],
      [{ 'termDays~~from': '1; drop table invoice' }, 'filter-value'],
      [{ 'total~~sum': '1' }, 'filter-unknown'],
      [{ 'importDigest~~empty': 'yes' }, 'filter-unknown'],
    ])('%j', async (filters, code) => {
      await expect(found(filters as unknown as Record<string, string>)).rejects.toMatchObject({
        refusal: { code },
        status: 400,
      });
    });
  });
});
