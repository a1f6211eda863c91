import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { LocalDate, LocalMonth } from '../../../../src/values/local-date.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { admin, assembleTestHouse, type TestHouse } from '../../../../test/harness/house.js';
import { analytics, type Analytics } from '../../../analytics/contract/query.js';
import { openBilling, operator, value } from '../../../billing/test/integration/billing-house.js';
import { useCases, type ArchiveUseCases } from '../../use-cases.js';

const run = { signal: new AbortController().signal, progress: () => Promise.resolve() };

forEachDialect('readers of days that lie in a file', (_dialect, open) => {
  let database: TestDatabase;
  let made: TestHouse;
  let archive: ArchiveUseCases;
  let figures: Analytics;
  let representativeId: string;
  beforeAll(async () => {
    database = await open();
    made = await assembleTestHouse(database);
    const billing = openBilling(database, { now: '2022-05-10T12:00:00Z' });
    representativeId = await billing.representative();
    for (const on of ['2021-11-05', '2022-05-10', '2023-05-10'] as LocalDate[]) {
      billing.setNow(`${on}T12:00:00Z`);
      await billing.issued({ representativeId, total: 500n, on });
      await billing.paid({ representativeId, amount: 500n, on, allocate: true });
    }
    billing.setNow('2024-02-01T12:00:00Z');
    value(await billing.billing.closePeriod(operator, { month: '2023-12' as LocalMonth }));
    archive = made.house.context('archive').use(useCases);
    figures = made.house.context('analytics').use(analytics);
  }, 120_000);
  afterAll(async () => {
    made.close();
    await database.close();
  });

  const move = async (year: number) =>
    value(await archive.moveYear(admin, { year, to: [], jobId: null }, run));
  const remarks = (from: string, to: string, measures: readonly string[] | null = ['sales']) =>
    figures.remarks('en', { from: from as LocalDate, to: to as LocalDate, measures });
  const ofFigures = 'Their totals are in these figures';

  it('are told nothing while everything is in the ledger', async () => {
    expect(await remarks('2021-01-01', '2023-12-31')).toEqual([]);
  });

  it('learn in which files the records lie, in each language, and only of days that these files have', async () => {
    await move(2022);
    const [sentence, ...others] = await remarks('2021-06-01', '2021-12-31');
    expect(others).toEqual([]);
    expect(sentence).toContain('the archive file of 2022.');
    expect(sentence).toContain(ofFigures);
    expect(await remarks('2020-01-01', '2021-11-04')).toEqual([]);
    expect(await remarks('2023-01-01', '2023-12-31')).toEqual([]);

    await move(2023);
    const [both] = await remarks('2022-01-01', '2024-12-31');
    expect(both).toContain('the archive files of 2022 and 2023.');
    const [listed] = await remarks('2023-01-01', '2023-12-31', null);
    expect(listed).toContain('missing from this list');
    const shown = { from: '2023-01-01', to: '2023-12-31', measures: ['sales'] } as const;
    const days = { ...shown, from: shown.from as LocalDate, to: shown.to as LocalDate };
    expect(await figures.remarks('uk', days)).toEqual([expect.stringContaining('за 2023 рік')]);
    expect(await figures.remarks('ru', days)).toEqual([expect.stringContaining('за 2023 год')]);
  });

  it('read on a printed statement what it leaves out, unless its days are later', async () => {
    const never = () => Promise.reject(new Error('nothing else is drawn'));
    const documents = {
      html: (_: string, values: Readonly<Record<string, unknown>>) =>
        Promise.resolve(String(values['archived'])),
      pdf: (html: string) => Promise.resolve(Buffer.from(html)),
      ...{ letter: never, chart: never, picture: never },
    };
    const { billing } = openBilling(database, { documents, translator: made.ports.translator });
    const printed = async (from: string) => {
      const days = { from: from as LocalDate, to: '2024-12-31' as LocalDate };
      const asked = {
        ...days,
        representative: { id: representativeId },
        currency: null,
        language: 'en',
      } as const;
      return value(await billing.printStatement(operator, asked)).bytes.toString();
    };
    expect(await printed('2022-06-01')).toContain('archived (2022 and 2023)');
    expect(await printed('2023-12-31')).toContain('archived (2023)');
    expect(await printed('2024-01-01')).toBe('null');
  });

  it('are told of the days that are compared with', async () => {
    const days = { from: '2024-01-01' as LocalDate, to: '2024-12-31' as LocalDate, measures: ['sales'] };
    expect(await figures.remarks('en', days)).toEqual([]);
    expect(await figures.remarks('en', { ...days, compare: 'year-before' })).toHaveLength(1);
  });

  it('are told nothing of figures that do not come from those records, and nothing when they are back', async () => {
    expect(await remarks('2022-01-01', '2023-12-31', ['profit'])).toEqual([]);
    for (const year of [2022, 2023]) value(await archive.returnYear(admin, { year, path: null }, run));
    expect(await remarks('2021-01-01', '2023-12-31')).toEqual([]);
  });
});
