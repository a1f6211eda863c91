import { describe, expect, it } from '@jest/globals';
import { archiveBytes, aTable, keys, readAll, rowsUpTo, sourceOf, withWorkshop } from './sample.js';

const unaborted = new AbortController().signal;

describe.each(['jsonl', 'csv'] as const)('An archive of rows as %s', (rows) => {
  it('gives every row and every file back', async () => {
    const tables = [
      { table: aTable('invoice'), rows: rowsUpTo(20_000) },
      { table: aTable('empty'), rows: [] },
    ];
    const files = [{ path: 'files/reports/runs/1.pdf', content: Buffer.alloc(300_000, 'pdf') }];
    await withWorkshop(async ({ archives }) => {
      const bytes = await archiveBytes(archives, { rows, tables, files });
      const found = await readAll(archives, bytes);
      expect(found.read).toMatchObject({
        ok: true,
        value: { rows, figures: { 'billing.invoices.EUR': '1250.00' } },
      });
      expect(found.tables.get('invoice')).toEqual(tables[0]?.rows);
      expect(found.tables.get('empty')).toEqual([]);
      expect(found.files.get('files/reports/runs/1.pdf')).toEqual(files[0]?.content);
    });
  });

  it('is found whole, by its digest and its counts', async () => {
    await withWorkshop(async ({ archives }) => {
      const bytes = await archiveBytes(archives, {
        rows,
        tables: [{ table: aTable('invoice'), rows: rowsUpTo(5) }],
      });
      const checked = await archives.check(sourceOf(bytes), keys, unaborted);
      expect(checked).toMatchObject({
        ok: true,
        value: { bytes: bytes.length, manifest: { tables: [{ table: 'invoice', rows: 5 }] } },
      });
    });
  });
});

it('An archive of no table is one', async () => {
  await withWorkshop(async ({ archives }) => {
    const found = await readAll(archives, await archiveBytes(archives, {}));
    expect(found.read).toMatchObject({ ok: true, value: { tables: [], files: [] } });
  });
});
