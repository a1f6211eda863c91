// A representative signs in and finds its own account, and nobody else's, whichever way it tries.
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { journey } from './harness/journey.js';
import { ask, fact, goTo, signIn } from './harness/panel.js';

const OWN = 'Harbour Telecom';

interface Row {
  readonly id: string;
  readonly title: string;
  readonly params: Readonly<Record<string, string>>;
}

journey('A representative', { demo: true }, (step) => {
  let page: Page;
  let staff: Page;
  let me: string;
  let other: string;
  let own: readonly Row[];
  let foreign: readonly Row[];

  const listOf = async (reader: Page, query: string): Promise<readonly Row[]> => {
    const { status, text } = await ask(reader, `/admin/api/resources/${query}`);
    expect(status).toBe(200);
    return (JSON.parse(text) as { records: Row[] }).records;
  };
  const rowsOfTable = async (): Promise<readonly string[]> => {
    const rows = page.locator('main tbody tr');
    await rows.first().waitFor();
    return rows.allInnerTexts();
  };
  const isForeign = (text: string): boolean => foreign.some(({ title }) => text.includes(title));

  step('staff know what belongs to whom', async ({ visitor }) => {
    staff = await visitor();
    await signIn(staff, 'operator@demo.test');
    const everyone = await listOf(staff, 'Representative/actions/list?perPage=100');
    me = everyone.find(({ title }) => title === OWN)!.id;
    other = everyone.find(({ title }) => title === 'Amber Wireless')!.id;
    const invoices = await listOf(
      staff,
      'Invoice/actions/list?perPage=500&filters.status~~in=issued,partly_paid,paid',
    );
    own = invoices.filter(({ params }) => params['representativeId'] === me);
    foreign = invoices.filter(({ params }) => params['representativeId'] !== me);
    expect(own.length).toBeGreaterThan(2);
    expect(foreign.length).toBeGreaterThan(20);
  });

  step('it signs in and is offered its own matters only', async ({ visitor }) => {
    page = await visitor();
    await signIn(page, 'rep@demo.test');
    const offered = await page.getByRole('navigation').getByRole('link').allInnerTexts();
    const expected = ['Home', 'Representatives', 'Invoices', 'Payments', 'Credit notes'];
    for (const name of expected) expect(offered.map((label) => label.trim())).toContain(name);
    const staffOnly =
      /Users|Audit|Jobs|Settings|Health|Import|Products|Accounting months|Offices|Geos|Managers|Number series|Daily entries/;
    expect(offered.filter((label) => staffOnly.test(label))).toEqual([]);
    expect(await page.locator('main').innerText()).not.toMatch(/Amber|UAH|JPY/);
  });

  step('its invoices are its own, and there is nothing to issue or to change', async () => {
    await goTo(page, '/admin/resources/Invoice');
    const rows = await rowsOfTable();
    expect(rows.every((row) => row.includes(OWN))).toBe(true);
    expect(await page.getByRole('link', { name: 'New invoice' }).count()).toBe(0);
    await goTo(page, `/admin/resources/Invoice/records/${own[0]!.id}/show`);
    expect(await page.locator('h1').innerText()).toBe(own[0]!.title);
    expect(await fact(page, 'Representative').innerText()).toBe(OWN);
    const offered = await page.locator('main .ch-page-head .ch-actions').innerText();
    expect(offered).toContain('PDF');
    expect(offered).not.toMatch(/Issue|Void|Credit note|Edit|Delete/);
  });

  step('somebody else’s invoice is not there by its address', async () => {
    await page.goto(`/admin/resources/Invoice/records/${foreign[0]!.id}/show`);
    await page.getByRole('heading', { name: 'There is no such record' }).waitFor();
    expect(await page.title()).toBe('There is no such record · Countinghouse');
    expect(isForeign(await page.locator('body').innerText())).toBe(false);
  });

  step('nor by searching, in the list or everywhere', async () => {
    const { title } = foreign[0]!;
    await goTo(page, `/admin/resources/Invoice?filters.q=${encodeURIComponent(title)}`);
    await page.getByText('No record fits the search and the filters.').waitFor();
    await page.keyboard.press('Control+k');
    const everywhere = page.getByRole('dialog').getByRole('combobox');
    await everywhere.fill(title);
    await page.getByText(`Nothing found for “${title}”.`).waitFor();
    await everywhere.fill(own[0]!.title);
    await page.getByRole('option', { name: own[0]!.title }).first().waitFor();
  });

  step('nor by a filter on whose it is', async () => {
    await goTo(page, `/admin/resources/Invoice?filters.representativeId=${other}`);
    await page.getByText('No record fits the search and the filters.').waitFor();
    expect(await listOf(page, `Invoice/actions/list?filters.representativeId=${other}`)).toEqual([]);
    expect(await listOf(page, `Payment/actions/list?filters.representativeId=${other}`)).toEqual([]);
    expect(await listOf(page, `InvoiceLine/actions/list?filters.invoiceId=${foreign[0]!.id}`)).toEqual([]);
  });

  step('nor through any door that answers in JSON', async () => {
    const [theirs] = foreign;
    const records = await ask(page, `/admin/api/resources/Invoice/records/${theirs!.id}/show`);
    expect(records.status).toBe(404);
    const whole = await ask(page, '/admin/api/resources/Invoice/actions/list?perPage=500');
    expect(isForeign(whole.text)).toBe(false);
    expect(whole.text).toContain(own[0]!.title);
    const choices = await ask(page, '/admin/x/host/choices/Representative?q=a&limit=50');
    expect(choices.text).not.toContain('Amber');
    const ids = await ask(page, `/admin/x/host/choices/Invoice?ids=${theirs!.id}`);
    expect(JSON.parse(ids.text)).toEqual({ choices: [] });
    const action = await ask(page, `/admin/x/host/actions/Invoice/print?ids=${theirs!.id}`);
    expect(action.status).toBe(404);
  });

  step('its own invoice prints, another’s does not', async () => {
    const mine = await ask(page, `/admin/x/billing/invoices/${own[0]!.id}/pdf`);
    expect(mine).toMatchObject({ status: 200, type: 'application/pdf' });
    const theirs = await ask(page, `/admin/x/billing/invoices/${foreign[0]!.id}/pdf`);
    expect(theirs.status).toBe(404);
    expect(theirs.type).toMatch(/^application\/problem\+json/);
  });

  step('its own statement opens, another’s does not', async () => {
    const span = 'from=2020-01-01&to=2099-12-31';
    const mine = await ask(page, `/admin/x/billing/representatives/${me}/statement?${span}`);
    expect(mine.status).toBe(200);
    expect(mine.text).toContain(own[0]!.title);
    expect(isForeign(mine.text)).toBe(false);
    for (const door of ['statement', 'statement.pdf']) {
      const theirs = await ask(page, `/admin/x/billing/representatives/${other}/${door}?${span}`);
      expect(theirs.status).toBe(404);
    }
  });

  step('the rooms of the staff stay shut', async () => {
    const rooms = [
      'User',
      'AuditEntry',
      'Job',
      'ImportRun',
      'Period',
      'NumberSeries',
      'Office',
      'Manager',
      'Product',
    ];
    for (const room of rooms) {
      const { status } = await ask(page, `/admin/api/resources/${room}/actions/list`);
      expect({ room, isShut: status === 403 || status === 404 }).toEqual({ room, isShut: true });
    }
    const doors = [
      '/admin/x/billing/ageing',
      '/admin/x/host/settings',
      '/admin/x/host/health',
      '/admin/x/imports/kinds',
      '/admin/x/imports/runs',
      '/admin/x/host/choices/Product?q=',
      '/admin/x/host/actions/Invoice/new-draft',
    ];
    for (const door of doors) {
      const { status } = await ask(page, door);
      expect({ door, isShut: status === 403 || status === 404 }).toEqual({ door, isShut: true });
    }
  });

  step('and it may do nothing to its own account', async () => {
    const invoiceId = own.find(({ params }) => params['status'] !== 'paid')!.id;
    const attempts: readonly (readonly [string, unknown])[] = [
      ['Invoice/void', { ids: [invoiceId], input: { reason: 'mine' } }],
      ['Invoice/credit-note', { ids: [invoiceId], input: { amount: '1', reason: 'mine' } }],
      ['Invoice/new-draft', { ids: [], input: { representativeId: me } }],
      ['Payment/record', { ids: [], input: { representativeId: me, amount: '1', method: 'cash' } }],
      ['Period/close', { ids: [], input: { month: '2020-01' } }],
    ];
    for (const [door, body] of attempts) {
      const { status } = await ask(page, `/admin/x/host/actions/${door}`, body);
      expect({ door, isShut: status === 403 || status === 404 }).toEqual({ door, isShut: true });
    }
    const edit = await ask(page, `/admin/api/resources/Representative/records/${me}/edit`, {
      creditLimit: '999999',
    });
    expect([403, 404]).toContain(edit.status);
  });
});
