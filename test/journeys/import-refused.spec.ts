// Files that cannot be taken: each is answered with a sentence, and nothing changes.
import { expect } from '@jest/globals';
import exceljs from 'exceljs';
import { closeSync, ftruncateSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { importFigures, uploadFile } from './harness/imports.js';
import { journey } from './harness/journey.js';
import { action, ask, goTo, signIn } from './harness/panel.js';

const HEADINGS = 'number,representative,issue date,due date,amount,currency';
const MEGABYTE = 1024 * 1024;

journey('Files that cannot be imported', { demo: true }, (step) => {
  let page: Page;
  let folder: string;
  let countBefore: string;

  const fileOf = (name: string, content: string | Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const countOfInvoices = async (): Promise<string> => {
    await goTo(page, '/admin/resources/Invoice');
    return page
      .getByText(/^1–\d+ of [\d,]+$/)
      .first()
      .innerText();
  };
  const upload = async (path: string): Promise<void> => {
    await goTo(page, '/admin/pages/imports-import');
    await uploadFile(page, 'Invoices', path);
  };
  const uploadAndMap = async (path: string): Promise<void> => {
    await upload(path);
    await page.getByText('Which column feeds which field?').waitFor();
  };
  const alert = (sentence: string | RegExp) =>
    page.locator('main').getByRole('alert').filter({ hasText: sentence }).waitFor();

  step('an operator comes to import', async ({ house, visitor }) => {
    folder = house.folder;
    page = await visitor();
    await signIn(page, 'operator@demo.test');
    countBefore = await countOfInvoices();
  });

  step('an old Excel workbook is refused with what to do instead', async () => {
    const compoundFile = Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      Buffer.alloc(1024),
    ]);
    await upload(fileOf('ledger.xls.csv', compoundFile));
    await alert('This is an old Excel workbook (.xls). Save it as .xlsx or CSV and upload that file.');
  });

  step('bytes that are no table are refused', async () => {
    await upload(fileOf('picture.csv', Buffer.from([0, 1, 2, 3, 0, 0, 7])));
    await alert('This is neither CSV nor XLSX. Upload a table with a row of headings.');
  });

  step('a file without anything in it is refused', async () => {
    await upload(fileOf('nothing.csv', ''));
    await alert('The file holds no rows. Export it again and upload that file.');
  });

  step('a workbook that was cut short is refused', async () => {
    await upload(fileOf('cut.xlsx', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(60, 7)])));
    await alert(/The workbook cannot be read/);
  });

  step('a quote that is never closed is named by its line', async () => {
    const rows = ['1,R-1,2026-01-05,2026-02-05,10.00,EUR', '2,"R-1,2026-01-06,2026-02-06,20.00,EUR'];
    await upload(fileOf('broken.csv', `${[HEADINGS, ...rows].join('\n')}\n`));
    await alert(/The CSV breaks off at line \d+ \(.+\): most often a quote that is never closed/);
  });

  step('text in another encoding is read as what it is; as UTF-8 it is refused by its line', async () => {
    const name = Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xb3, 0xf2]);
    const start = Buffer.from(`${HEADINGS}\n1,R-1,2026-01-05,2026-02-05,10.00,EUR\n2,`);
    const end = Buffer.from(',2026-01-06,2026-02-06,20.00,EUR\n');
    await uploadAndMap(fileOf('other-encoding.csv', Buffer.concat([start, name, end])));
    expect(await page.getByLabel('Text encoding').inputValue()).toBe('windows-1251');
    await page.getByRole('cell', { name: 'Привіт' }).waitFor();
    await page.getByLabel('Text encoding').selectOption('utf-8');
    await alert(
      'Line 3 holds bytes that are not utf-8 text. Save the file as UTF-8, or choose its encoding.',
    );
    await action(page, 'Check the file').click();
    await page.getByText('Nothing was written.').waitFor();
  });

  step('a column for a required field must be chosen before anything is checked', async () => {
    await uploadAndMap(fileOf('other-table.csv', 'apples,pears\n1,2\n'));
    await page.getByText('No column is chosen for the required field').waitFor();
    expect(await action(page, 'Check the file').isDisabled()).toBe(true);
  });

  step('a formula is not taken, and its row says so', async () => {
    const workbook = new exceljs.Workbook();
    const sheet = workbook.addWorksheet('Invoices');
    sheet.addRow(HEADINGS.split(','));
    const amount = { formula: '5+5', result: 10 };
    sheet.addRow(['F-1', 'R-1', '2026-01-05', '2026-02-05', amount, 'EUR']);
    const path = join(folder, 'formula.xlsx');
    await workbook.xlsx.writeFile(path);
    await uploadAndMap(path);
    await page.getByLabel('Create geos, offices and representatives that are not known yet').check();
    await action(page, 'Check the file').click();
    await page.getByRole('heading', { name: 'Rows that cannot be taken' }).waitFor();
    expect(await importFigures(page)).toMatchObject({ 'To be created': '0', Failed: '1' });
    await page.getByText(/The cell holds a formula \(.*5\+5.*\), and formulas are not taken/).waitFor();
    expect(await action(page, 'Skip the bad rows, import the others').isDisabled()).toBe(true);
  });

  step('a file that is too large is told so before it is sent', async () => {
    const path = fileOf('too-large.csv', `${HEADINGS}\n`);
    const file = openSync(path, 'r+');
    ftruncateSync(file, 101 * MEGABYTE);
    closeSync(file);
    await goTo(page, '/admin/pages/imports-import');
    await page.locator('input[type=file]').setInputFiles(path);
    await alert('The file is larger than 100 MB. Import it from the command line: npx countinghouse import.');
    expect(await action(page, 'Upload').isDisabled()).toBe(true);
  });

  step('the server refuses it too, whoever sends it', async () => {
    const answer = await page.evaluate(async (size) => {
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(size)]), 'too-large.csv');
      const response = await fetch('/admin/x/imports/uploads/invoices', { method: 'POST', body: form });
      return { status: response.status, problem: (await response.json()) as { detail: string } };
    }, 101 * MEGABYTE);
    expect(answer.status).toBe(413);
    expect(answer.problem.detail).toMatch(/^The file is larger than 100.*Nothing of it was kept\.$/);
  });

  step('after all that the books are as they were', async () => {
    expect(await countOfInvoices()).toBe(countBefore);
    const representatives = await ask(page, '/admin/x/host/choices/Representative?q=R-1');
    expect(representatives.text).not.toContain('"title":"R-1"');
  });
});
