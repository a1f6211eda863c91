import { describe, expect, it } from '@jest/globals';
import type { StoredTable } from '../../../../src/kernel/copies.js';
import { decideChosen, type GroupStanding } from '../../domain/chosen-records.js';
import type { Difference } from '../../domain/compare-tables.js';
import { compareDrill, faultOf } from '../../domain/drill-report.js';
import { firstDifference } from '../../domain/figures.js';
import { Groups } from '../../domain/groups.js';
import { RecordLinks } from '../../domain/record-links.js';
import { CONFLICT_POLICIES } from '../../domain/wanted.js';
import { decideInUse, underFreeName } from '../../domain/whole-copy.js';

const aTable = (
  name: string,
  references: readonly [string, string][],
  more: readonly string[] = [],
): StoredTable => ({
  ...{ model: name, name, plugin: 'books', key: ['id'], appendOnly: false, rule: null },
  columns: ['id', ...references.map(([column]) => column), ...more].map((column) => ({
    ...{ name: column, kind: 'text', nullable: true },
  })),
  references: references.map(([column, table]) => ({ columns: [column], table, to: ['id'] })),
});

const added: Difference = { kind: 'added', row: { id: '1', user: 'u' } };
const changed: Difference = {
  kind: 'changed',
  row: { id: '1', user: 'u', word: 'old', name: 'then' },
  before: { id: '1', user: 'u', word: 'new', name: 'now' },
};
const removed: Difference = { kind: 'removed', before: { id: '1', user: 'u' } };

describe('a whole copy over a house in use', () => {
  const table = aTable('key', [['user', 'person']], ['word', 'name']);
  const owners = (here: readonly string[], copied: readonly string[]) => ({
    here: new Set(here),
    copied: new Set(copied),
  });

  it('brings what is missing of a joined table and leaves the rest', () => {
    const decide = decideInUse(table, 'joined', owners([], []));
    expect([added, changed, removed].map((each) => decide(each)?.what)).toEqual(['added', 'kept', 'kept']);
  });

  it('numbers a row that comes under the name of another, past all names there are', () => {
    const coming: Difference = { kind: 'added', row: { id: '1', name: 'NAS' } };
    const decide = (here: readonly string[], copied: readonly string[]) =>
      underFreeName(decideInUse(table, 'joined', owners([], [])), 'name', owners(here, copied))(coming);
    expect(decide([], ['NAS'])).toEqual({ what: 'added', row: coming.row });
    expect(decide(['NAS', 'NAS (3)'], ['NAS', 'NAS (2)'])).toEqual({
      what: 'added',
      row: { id: '1', name: 'NAS (4)' },
    });
  });

  it('leaves what those own who are here: a key that somebody took away does not come back', () => {
    const decide = decideInUse(table, 'owned', owners(['u'], ['u']));
    expect([added, changed, removed].map((each) => decide(each)?.what)).toEqual([undefined, 'kept', 'kept']);
  });

  it('brings the keys of those who are not here, and takes those of whoever goes', () => {
    expect(decideInUse(table, 'owned', owners([], ['u']))(added)?.what).toBe('added');
    expect(decideInUse(table, 'owned', owners(['u'], []))(removed)?.what).toBe('removed');
  });

  it('leaves a column as it is here and brings the others', () => {
    const decide = decideInUse(table, { columns: ['word'] }, owners([], []));
    expect(decide(changed)).toEqual({
      what: 'changed',
      row: { id: '1', user: 'u', word: 'new', name: 'then' },
    });
    const alone = { ...changed, row: { ...changed.row, name: 'now' } } as Difference;
    expect(decide(alone)).toEqual({ what: 'kept' });
  });
});

describe('chosen records', () => {
  const standing = (is: Partial<GroupStanding>): GroupStanding => ({
    ...{ isHere: true, isCopied: true, differs: true },
    ...is,
  });
  const what = (is: Partial<GroupStanding>, policy: (typeof CONFLICT_POLICIES)[number]) =>
    [added, changed, removed].map((each) => decideChosen(standing(is), policy, each)?.what);

  it('that differ become as in the copy, all of what hangs together, or stay all of them', () => {
    expect(what({}, 'overwrite')).toEqual(['added', 'changed', 'removed']);
    expect(what({}, 'keep')).toEqual(['kept', 'kept', 'kept']);
  });

  it.each(CONFLICT_POLICIES)('that are not here come, and newer ones stay, with policy %s', (policy) => {
    expect(decideChosen(standing({ isHere: false }), policy, added)?.what).toBe('added');
    expect(decideChosen(standing({ isCopied: false }), policy, removed)?.what).toBe('kept');
  });
});

describe('what hangs on a record', () => {
  const tables = [
    aTable('office', []),
    aTable('partner', [['office_id', 'office']]),
    aTable('bill', [['partner_id', 'partner']]),
    aTable('receipt', [['partner_id', 'partner']]),
    aTable('share', [
      ['bill_id', 'bill'],
      ['receipt_id', 'receipt'],
    ]),
    aTable('complaint', [], ['bill_id']),
    { ...aTable('cache', [['bill_id', 'bill']]), rule: { model: 'cache', kept: 'nowhere' } },
  ];
  const links = new RecordLinks(tables, 'partner');

  it('is what points to it over any number of steps, declared or by name, and not what it merely needs', () => {
    expect([...links.hanging].sort()).toEqual(['bill', 'complaint', 'receipt', 'share']);
  });

  it('is joined into one set, however long the chain', () => {
    const groups = new Groups();
    for (let at = 0; at < 100; at += 1) groups.join(`${at}`, `${at + 1}`);
    groups.add('alone');
    expect(groups.of('100')).toBe(groups.of('0'));
    expect(groups.of('alone')).toBe('alone');
  });
});

describe('figures', () => {
  it('name the first that is another or gone', () => {
    expect(firstDifference({ b: '2', a: '1' }, { a: '1', b: '2' })).toBeNull();
    expect(firstDifference({ b: '2', a: '1' }, { a: '1', b: '3' })).toEqual({
      ...{ figure: 'b', expected: '2', found: '3' },
    });
    expect(firstDifference({ a: '1' }, {})).toEqual({ figure: 'a', expected: '1', found: null });
    expect(firstDifference({ a: '1' }, { a: '2' }, (figure) => figure === 'a')).toBeNull();
  });

  it('fail a drill by rows, by a figure, by the trail, and by nothing else', () => {
    const manifest = { rows: [{ table: 'bill', rows: 2 }], figures: { total: '5', older: '1' } };
    const compared = (rows: number, total: string) =>
      compareDrill(manifest, { rows: [{ table: 'bill', rows }], figures: { total } });
    const sound = { faults: 0 };
    expect(faultOf(compared(2, '5'), sound)).toBeNull();
    expect(faultOf(compared(1, '5'), sound)).toMatchObject({ code: 'drill-rows', expected: 2, found: 1 });
    expect(faultOf(compared(2, '6'), sound)).toMatchObject({
      code: 'drill-figure',
      expected: '5',
      found: '6',
    });
    expect(faultOf(compared(2, '5'), { faults: 1 })).toEqual({ code: 'drill-trail', count: 1 });
  });
});
