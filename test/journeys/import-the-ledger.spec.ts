// A customer's own ledger, with one row in it that nobody could keep. The file is not part of the repository.
import { expect } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describeWithFile } from '../harness/services.js';
import { importFigures, uploadFile } from './harness/imports.js';
import { journey } from './harness/journey.js';
import { action, arrived, goTo, signIn } from './harness/panel.js';

const LEDGER = join(process.cwd(), '..', 'shared', 'data', 'receivables.csv');
const ROWS = 2466;
const PASSWORD = 'a password of twelve letters and more';
const WRONG_ROW = '391,0379-NEVHP,4/6/2013,99000001,2/30/2013,3/1/2013,10.00,No,3/1/2013,Paper,1,0';

describeWithFile(LEDGER, 'With a real ledger', () => {
  journey('Importing it', { demo: false }, (step) => {
    let page: Page;
    let file: string;

    const upload = async (): Promise<void> => {
      await uploadFile(page, 'Invoices', file);
      await page.getByText('Which column feeds which field?').waitFor();
      await page.getByLabel('Profile', { exact: true }).selectOption('receivables');
      expect(await page.getByLabel(/^Invoice number/).inputValue()).toBe('invoiceNumber');
      await action(page, 'Check the file').click();
    };

    step('the first administrator is made on the command line', async ({ house, visitor }) => {
      const words = ['user', 'create', 'ines@example.com', '--role', 'admin', '--name', 'Inès'];
      const made = await house.command(words, { COUNTINGHOUSE_PASSWORD: PASSWORD });
      expect(made).toMatchObject({ code: 0, stdout: 'ines@example.com may sign in now.\n' });
      file = join(house.folder, 'ledger.csv');
      writeFileSync(file, `${readFileSync(LEDGER, 'utf8')}${WRONG_ROW}\r\n`);
      page = await visitor();
      await signIn(page, 'ines@example.com', PASSWORD);
    });

    step('she finds the import in the navigation and uploads the file', async () => {
      await page.getByRole('navigation').getByRole('link', { name: 'Import a file', exact: true }).click();
      await arrived(page);
      await upload();
    });

    step('the check tells what would be created and which row cannot be taken', async () => {
      await page.getByRole('heading', { name: 'Rows that cannot be taken' }).waitFor();
      expect(await importFigures(page)).toEqual({
        Rows: '2,467',
        'To be created': '2,466',
        Unchanged: '0',
        Failed: '1',
      });
      const [row, ...others] = await page.getByRole('table').locator('tbody tr').all();
      expect(others).toEqual([]);
      const cells = await row!.locator('td').allInnerTexts();
      expect(cells).toEqual([
        '2,468',
        'InvoiceDate',
        '“2/30/2013” is a date that does not exist. Check day and month, and the date format chosen for the file.',
      ]);
    });

    step('the wrong row can be fetched, to be mended', async () => {
      const downloading = page.waitForEvent('download');
      await action(page, 'Download the failed rows').click();
      const download = await downloading;
      expect(download.suggestedFilename()).toBe('ledger-failed-rows.csv');
      const [headings, row, ...rest] = readFileSync(await download.path(), 'utf8').split('\n');
      expect(headings).toBe(
        '\ufeffcountryCode,customerID,PaperlessDate,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,Disputed,SettledDate,PaperlessBill,DaysToSettle,DaysLate,Line,Reason',
      );
      expect(row).toContain(`${WRONG_ROW},2468,`);
      expect(row).toContain('“2/30/2013” is a date that does not exist.');
      expect(rest).toEqual(['']);
    });

    step('until she says so, nothing is written', async ({ visitor }) => {
      const other = await visitor({ storageState: await page.context().storageState() });
      await goTo(other, '/admin/resources/Invoice');
      await other.getByText('There are no records yet.').waitFor();
    });

    step('the good rows are taken in', async () => {
      await action(page, 'Skip the bad rows, import the others').click();
      await page.getByText('Imported: 2,466 created, 0 unchanged, 1 failed.').waitFor();
    });

    step('the list of invoices shows them', async () => {
      await goTo(page, '/admin/resources/Invoice');
      await page
        .getByText(`of ${ROWS.toLocaleString('en')}`)
        .first()
        .waitFor();
      await page.getByRole('searchbox', { name: 'Search this list' }).fill('7900770');
      await action(page, 'Find').click();
      const row = page.getByRole('row').filter({ hasText: '7900770' });
      await row.getByText('61.74').first().waitFor();
      await row.getByText('Paid', { exact: true }).waitFor();
    });

    step('the ageing at the end of June 2013 is what the ledger itself says', async ({ house }) => {
      const { code, stdout } = await house.command(['ageing', '--as-of', '2013-06-30', '--json']);
      expect(code).toBe(0);
      const { asOf, buckets, total } = JSON.parse(stdout) as AgeingJson;
      expect(asOf).toBe('2013-06-30');
      expect(total).toBe('5119.85');
      expect(buckets.map(({ bucket, invoices, amount }) => [bucket, invoices, amount])).toEqual([
        ['current', 72, '4284.29'],
        ['1-30', 12, '835.56'],
        ['31-60', 0, '0.00'],
        ['61-90', 0, '0.00'],
        [expect.stringMatching(/90/), 0, '0.00'],
      ]);
    });

    step('the same file once more changes nothing', async () => {
      await goTo(page, '/admin/pages/imports-import');
      await upload();
      await page.getByRole('heading', { name: 'Rows that cannot be taken' }).waitFor();
      expect(await importFigures(page)).toEqual({
        Rows: '2,467',
        'To be created': '0',
        Unchanged: '2,466',
        Failed: '1',
      });
      expect(await action(page, 'Skip the bad rows, import the others').isDisabled()).toBe(true);
      await goTo(page, '/admin/resources/Invoice');
      await page
        .getByText(`of ${ROWS.toLocaleString('en')}`)
        .first()
        .waitFor();
    });

    step('both imports stand in the list of imports', async () => {
      await goTo(page, '/admin/resources/ImportRun');
      const rows = page.getByRole('row').filter({ hasText: 'ledger.csv' });
      await rows.nth(1).waitFor();
      expect(await rows.count()).toBe(2);
    });
  });
});

interface AgeingJson {
  readonly asOf: string;
  readonly total: string;
  readonly buckets: readonly {
    readonly bucket: string;
    readonly invoices: number;
    readonly amount: string;
  }[];
}
