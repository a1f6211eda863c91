// From an empty form to a printed invoice.
import { expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { journey } from './harness/journey.js';
import { action, arrived, ask, chooseRecord, fact, goTo, said, signIn } from './harness/panel.js';
import { pdfText, whyNoPdfText } from './harness/pdf-text.js';

journey('Issuing an invoice', { demo: true }, (step) => {
  let page: Page;
  let id: string;
  let number: string;
  let printed: Buffer;

  const cell = (label: string, line: number): Locator =>
    page.getByLabel(`${label}, line ${line}`, { exact: true });

  step('an operator begins a new invoice', async ({ visitor }) => {
    page = await visitor();
    await signIn(page, 'operator@demo.test');
    await page.getByRole('navigation').getByRole('link', { name: 'Invoices', exact: true }).click();
    await action(page, 'New invoice').click();
    await page.getByLabel('Days to pay').waitFor();
    expect(await page.getByLabel('Days to pay').inputValue()).toBe('30');
  });

  step('a form that lacks what it needs says so beside the fields', async () => {
    await cell('Quantity', 1).fill('');
    await action(page, 'New invoice').click();
    await page.getByText('Please fill this in.').first().waitFor();
    expect(await page.locator('[aria-invalid=true]').count()).toBe(2);
    expect(await page.locator(':focus').getAttribute('aria-invalid')).toBe('true');
  });

  step('a number that is none is refused by its name', async () => {
    await chooseRecord(page.getByLabel(/^Representative/), 'Harbour Telecom');
    await cell('Quantity', 1).fill('1.23456');
    await cell('Description', 1).fill('Circuit, Riga – Kyiv');
    await cell('Unit price', 1).fill('100');
    await action(page, 'New invoice').click();
    await page.locator('main').getByRole('alert').filter({ hasText: 'Quantity' }).waitFor();
  });

  step('two lines make a draft', async () => {
    await cell('Quantity', 1).fill('3');
    await cell('Unit price', 1).fill('33.35');
    await cell('Tax, %', 1).fill('21');
    await action(page, 'Add a line').click();
    await chooseRecord(cell('Product', 2), 'Port rental');
    await cell('Quantity', 2).fill('2');
    await cell('Discount, %', 2).fill('10');
    await action(page, 'New invoice').click();
    await said(page, 'The draft is saved.');
    await page.waitForURL('**/resources/Invoice/records/*/show');
    await arrived(page);
    id = /records\/([^/]+)\/show/.exec(page.url())![1]!;
  });

  step('the draft is priced, and has no number yet', async () => {
    expect(await fact(page, 'Status').innerText()).toBe('Draft');
    expect(await fact(page, 'Number').innerText()).toBe('—');
    // 3 × 33.35 = 100.05; 2 × 125.00 − 10 % = 225.00; 21 % of each: 21.01 and 47.25.
    expect(await fact(page, 'Net').innerText()).toContain('325.05');
    expect(await fact(page, 'Tax').innerText()).toContain('68.26');
    expect(await fact(page, 'Total').innerText()).toContain('393.31');
    const lines = page.getByRole('row').filter({ hasText: /Circuit, Riga – Kyiv|Port rental/ });
    await lines.nth(1).waitFor();
  });

  step('issuing asks first, then gives the number', async () => {
    await action(page, 'Issue').click();
    await page.getByText('It gets a number and cannot be changed afterwards.').waitFor();
    await action(page, 'Issue').click();
    await said(page, /^Invoice \S+ is issued\./);
    await page.waitForURL(`**/resources/Invoice/records/${id}/show`);
    await page
      .locator('h1')
      .filter({ hasText: /\d{4,}/ })
      .waitFor();
    number = await page.locator('h1').innerText();
    expect(await fact(page, 'Number').innerText()).toBe(number);
    expect(await fact(page, 'Status').locator('.ch-badge').innerText()).toBe('Issued');
    expect(await fact(page, 'Left to pay').innerText()).toContain('393.31');
  });

  step('what is issued can no longer be edited, deleted or issued', async () => {
    const offered = await page.locator('main .ch-page-head .ch-actions').innerText();
    expect(offered).not.toMatch(/Edit|Delete|Issue/);
    expect(offered).toMatch(/PDF/);
    const again = await ask(page, '/admin/x/host/actions/Invoice/issue', { ids: [id], input: {} });
    expect(again.status).toBe(422);
    const edit = await ask(page, `/admin/api/resources/Invoice/records/${id}/edit`, { total: '1.00' });
    expect([403, 404]).toContain(edit.status);
  });

  step('it stands in the list under its number', async () => {
    await goTo(page, `/admin/resources/Invoice?filters.q=${encodeURIComponent(number)}`);
    const row = page.getByRole('row').filter({ hasText: number });
    await row.getByText('Issued', { exact: true }).waitFor();
    expect(await row.innerText()).toContain('Harbour Telecom');
  });

  step('its PDF opens from the page of the invoice', async () => {
    await goTo(page, `/admin/resources/Invoice/records/${id}/show`);
    const opened = page.context().waitForEvent('request', (request) => request.url().endsWith(`/${id}/pdf`));
    await action(page, 'PDF').click();
    await opened;
    await said(page, 'The PDF is ready.');
  });

  step('it is a PDF, the same bytes whenever it is fetched', async () => {
    const first = await ask(page, `/admin/x/billing/invoices/${id}/pdf`);
    expect(first).toMatchObject({ status: 200, type: 'application/pdf' });
    printed = first.bytes;
    expect(printed.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    const second = await ask(page, `/admin/x/billing/invoices/${id}/pdf`);
    expect(second.bytes.equals(printed)).toBe(true);
  });

  const reading = 'it says what the invoice says';
  const missing = whyNoPdfText();
  if (missing !== null) step.skip(reading, missing);
  else
    step(reading, async ({ house }) => {
      const text = pdfText(printed, house.folder);
      for (const word of [
        number,
        'Harbour Telecom',
        'R-001',
        'Circuit, Riga – Kyiv',
        'Port rental',
        '393.31',
      ])
        expect(text).toContain(word);
    });

  step('who issued it stands in the audit trail', async ({ visitor }) => {
    const admin = await visitor();
    await signIn(admin, 'admin@demo.test');
    const trail = await ask(admin, `/admin/api/resources/AuditEntry/actions/list?filters.entityId=${id}`);
    const { records } = JSON.parse(trail.text) as {
      records: { params: Record<string, string>; populated: Record<string, { title: string }> }[];
    };
    const told = records.map(
      ({ params, populated }) => `${params['action']} by ${populated['actorId']?.title}`,
    );
    expect(told.find((line) => line.startsWith('billing.issue-invoice'))).toMatch(/Olha|operator@/);
  });
});
