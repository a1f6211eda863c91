// A report is put together, kept, fetched as a workbook and sent by itself; a ready one becomes a PDF; everyone sees their own rows.
import { expect } from '@jest/globals';
import ExcelJS from 'exceljs';
import { readFileSync } from 'node:fs';
import type { Download, Page } from 'playwright-core';
import { violations } from '../../../../test/journeys/harness/accessibility.js';
import { journey } from '../../../../test/journeys/harness/journey.js';
import { arrived, chooseRecord, goTo, said, signIn } from '../../../../test/journeys/harness/panel.js';

const LIST = '/admin/pages/reports-reports';
const BUILDER = '/admin/pages/reports-builder';
const NAME = 'Riga, month by month';

journey('A report from its first measure to its readers', { demo: true }, (step) => {
  let page: Page;

  const column = (heading: string): Promise<readonly string[]> =>
    page.locator(`section.reports-preview tbody td[data-heading="${heading}"]`).allInnerTexts();
  /** The preview is of what stands in the steps now. */
  const shown = (): Promise<void> =>
    page.locator('section.reports-preview[aria-busy="false"] tbody tr').first().waitFor();
  const add = async (letters: string, title: string): Promise<void> => {
    const box = page.getByRole('combobox', { name: 'Add anything' });
    await box.fill(letters);
    await page.getByRole('option', { name: title }).first().waitFor();
    await page.getByRole('option', { name: title }).first().click();
    await shown();
  };
  const menu = (name: string) => page.locator('main summary').filter({ hasText: new RegExp(`^${name}$`) });
  const fetched = async (format: string): Promise<Buffer> => {
    const coming: Promise<Download> = page.waitForEvent('download');
    await menu('Download').click();
    await page.getByRole('button', { name: format }).click();
    const path = await (await coming).path();
    return readFileSync(path);
  };

  step('a few letters and Enter make a report, which shows itself while it is made', async ({ visitor }) => {
    page = await visitor();
    await signIn(page, 'operator@demo.test');
    await goTo(page, LIST);
    await page.getByRole('link', { name: 'Build a report' }).click();
    await page.waitForURL(`**${BUILDER}`);
    await shown();
    await add('invoi', 'Invoices Measure');
    await add('riga', 'Riga');
    expect((await column('Invoices')).every((count) => /^[\d,]+$/.test(count))).toBe(true);
    expect(await violations(page)).toEqual([]);
  });

  step('what is not saved is in the address, so the address can be passed on', async ({ visitor }) => {
    await page.waitForURL(/definition=/);
    const rows = await column('Sales');
    const other = await visitor();
    await signIn(other, 'admin@demo.test');
    await goTo(other, page.url());
    await other.locator('section.reports-preview tbody tr').first().waitFor();
    expect(await other.locator('tbody td[data-heading="Sales"]').allInnerTexts()).toEqual(rows);
    await other.context().close();
  });

  step('days that are the wrong way round are refused where they stand', async () => {
    await page.getByLabel('Days', { exact: true }).selectOption('Days of my own');
    const from = await page.getByLabel('From', { exact: true }).inputValue();
    await page.getByLabel('From', { exact: true }).fill('2099-01-01');
    await page
      .locator('details.reports-step-wrong')
      .filter({ hasText: 'Period' })
      .getByRole('alert')
      .waitFor();
    await page.getByLabel('From', { exact: true }).fill(from);
    await shown();
    expect(await page.locator('details.reports-step-wrong').count()).toBe(0);
  });

  step('it is saved under a name', async () => {
    await page.keyboard.press('Control+S');
    await page.getByLabel('Name').fill(NAME);
    await page.getByRole('button', { name: 'Save', exact: true }).last().click();
    await said(page, `“${NAME}” is saved.`);
    await page.waitForURL(/\?id=[\w-]+$/);
  });

  step('as a workbook it has the very figures of the preview', async () => {
    const sales = (await column('Sales')).map((text) => Number(text.replaceAll(',', '')));
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await fetched('Excel')) as never);
    const cells = workbook.worksheets.flatMap((sheet) =>
      (sheet.getSheetValues() as unknown[][]).flatMap((row) => row ?? []),
    );
    expect(sales.filter((amount) => !cells.includes(amount))).toEqual([]);
    await page.getByText('The file is ready:').waitFor();
  });

  step('it is sent every Monday to whoever has to read it', async () => {
    await menu('More').click();
    await page.getByRole('button', { name: 'Send by schedule' }).click();
    await page.getByRole('combobox', { name: 'People of the house' }).fill('olha');
    await page.getByRole('option', { name: 'Olha Operator' }).click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save the schedule' }).click();
    await said(page, `The schedule “${NAME}” is saved.`);
    await goTo(page, `${LIST}?show=schedules`);
    const row = page.locator('tbody tr').filter({ hasText: NAME });
    expect(await row.innerText()).toContain('Mon, 08:00');
  });

  step('a ready one is a PDF', async () => {
    await goTo(page, `${BUILDER}?library=receivables-ageing`);
    await shown();
    expect((await fetched('PDF')).subarray(0, 5).toString()).toBe('%PDF-');
  });

  step('a statement asks of whom it is', async () => {
    await goTo(page, `${BUILDER}?library=statement-of-account`);
    await page.getByText('the report is about one').waitFor();
    await chooseRecord(page.getByLabel(/^Representative/), 'Harbour Telecom');
    await page
      .locator('section.reports-preview[aria-busy="false"] :is(tbody tr, .ch-empty)')
      .first()
      .waitFor();
  });

  step('a representative finds itself in every row', async ({ visitor }) => {
    page = await visitor();
    await signIn(page, 'rep@demo.test');
    await goTo(page, `${BUILDER}?library=invoices`);
    await arrived(page);
    await page.getByLabel('Days', { exact: true }).selectOption('Last 12 months');
    await shown();
    const names = new Set(await column('Representative'));
    expect(names.size).toBe(1);
    expect(await page.getByRole('button', { name: 'Save as my report' }).count()).toBe(0);
    expect(await violations(page)).toEqual([]);
  });
});
