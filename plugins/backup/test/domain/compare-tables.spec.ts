import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { StoredColumn, StoredRow } from '../../../../src/kernel/copies.js';
import { compareTables, type Difference } from '../../domain/compare-tables.js';
import { isSameRow } from '../../domain/same-row.js';

const column = (name: string, kind: StoredColumn['kind']): StoredColumn => ({ name, kind, nullable: true });
const table = { key: ['id'], columns: [column('id', 'text'), column('note', 'text')] };

async function* inBatches(rows: readonly StoredRow[], size = 3): AsyncIterable<readonly StoredRow[]> {
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size);
}

async function differences(
  copied: readonly StoredRow[],
  here: readonly StoredRow[],
): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for await (const each of compareTables(table, inBatches(copied), inBatches(here, 2))) found.push(each);
  return found;
}

const byBytes = (rows: Readonly<Record<string, string>>): readonly StoredRow[] =>
  Object.entries(rows)
    .sort(([one], [other]) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
    .map(([id, note]) => ({ id, note }));

describe('two tables side by side', () => {
  it('say of each row whether it came, went, changed or stayed', async () => {
    const copied = [
      { id: 'a', note: 'x' },
      { id: 'b', note: 'x' },
      { id: 'd', note: 'x' },
    ];
    const here = [
      { id: 'b', note: 'y' },
      { id: 'c', note: 'x' },
      { id: 'd', note: 'x' },
    ];
    expect((await differences(copied, here)).map(({ kind }) => kind)).toEqual([
      'added',
      'changed',
      'removed',
      'same',
    ]);
  });

  it('give the copy when what they say is done, whatever both hold', async () => {
    const rows = fc.dictionary(fc.string({ unit: 'grapheme', maxLength: 3 }), fc.constantFrom('x', 'y'));
    await fc.assert(
      fc.asyncProperty(rows, rows, async (copied, here) => {
        const after = new Map<string, string>(Object.entries(here));
        for (const difference of await differences(byBytes(copied), byBytes(here))) {
          if (difference.kind === 'removed') after.delete(String(difference.before['id']));
          else after.set(String(difference.row['id']), String(difference.row['note']));
        }
        expect(Object.fromEntries(after)).toEqual({ ...copied });
      }),
    );
  });

  it('are an error when one of them is out of order, for its rows would be taken for missing ones', async () => {
    const rows = [{ id: 'b' }, { id: 'a' }];
    await expect(differences(rows, [])).rejects.toThrow('order of their key');
  });
});

describe('two rows', () => {
  it.each<[StoredColumn['kind'], unknown, unknown, boolean]>([
    ['bigint', 2n ** 60n, 2n ** 60n, true],
    ['bigint', 2n ** 60n, 2n ** 60n + 1n, false],
    ['datetime', new Date(5), new Date(5), true],
    ['datetime', new Date(5), new Date(6), false],
    ['bytes', Buffer.from('ab'), Buffer.from('ab'), true],
    ['bytes', Buffer.from('ab'), Buffer.from('ac'), false],
    ['decimal', '1.50', '1.5', true],
    ['decimal', '150', '15', false],
    ['text', '1.50', '1.5', false],
    ['text', '', null, false],
    ['boolean', false, null, false],
  ])('are the same by %s: %p and %p', (kind, one, other, isSame) => {
    expect(isSameRow([column('value', kind)], { value: one }, { value: other })).toBe(isSame);
  });
});
