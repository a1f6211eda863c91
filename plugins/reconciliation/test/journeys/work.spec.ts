// A statement is worked off by the keyboard alone: accepted, put together by hand, ignored, taken back, accepted at once; at the foot
// the bank's balance is proved at every moment.
import { expect } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { violations } from '../../../../test/journeys/harness/accessibility.js';
import { aRepresentative, anInvoice, type IssuedInvoice } from '../../../../test/journeys/harness/books.js';
import { journey } from '../../../../test/journeys/harness/journey.js';
import { ask, goTo, said, signIn } from '../../../../test/journeys/harness/panel.js';

const WORK = '/admin/pages/reconciliation-reconcile';
const DOORS = '/admin/x/reconciliation';
const ACCOUNT = { name: 'Journey account', identifier: 'LV80BANK0000435195001' };
const OPENING = '1000.00';

interface Movement {
  /** in EUR, with a comma as MT940 writes it */
  readonly amount: string;
  readonly from: string;
  readonly words: string;
}

journey('A statement is worked off by the keyboard alone', { demo: true }, (step) => {
  let page: Page;
  let accountId: string;
  let acme: readonly IssuedInvoice[];
  let beta: readonly IssuedInvoice[];

  /** The screen narrowed to the journey's own account: the demo has statements of its own. */
  const address = (more = ''): string => `${WORK}?account=${accountId}${more}`;
  const lookedAt = async (name: string): Promise<void> => {
    await page.locator('.work-row[aria-current]').filter({ hasText: name }).waitFor();
    await page.locator('.work-transaction h2').filter({ hasText: name }).waitFor();
  };
  const waiting = (count: number): Promise<void> =>
    page.getByRole('button', { name: `To settle ${count}`, exact: true }).waitFor();
  const proof = (): ReturnType<Page['locator']> =>
    page.locator('.work-proof').filter({ hasText: ACCOUNT.name });
  /** What stands there beside a name. */
  const proved = (name: string): Promise<string> =>
    words(proof().locator('dl > div').filter({ hasText: name }).locator('dd'));

  step('a statement comes in over invoices that wait for it', async ({ house, visitor }) => {
    const admin = await visitor();
    await signIn(admin, 'admin@demo.test');
    accountId = await anAccount(admin);
    await suggestOnly(admin);
    await admin.context().close();

    page = await visitor();
    await signIn(page, 'operator@demo.test');
    acme = await invoicesOf(page, 'Acme Reselling', ['100.00', '40.00']);
    beta = await invoicesOf(page, 'Beta Voice', ['75.00', '60.00']);
    const path = join(house.folder, 'november.sta');
    writeFileSync(
      path,
      statement([
        { amount: '100,00', from: 'ACME GROUP', words: `Payment ${acme[0]!.number}` },
        { amount: '37,50', from: 'ACME GROUP', words: 'Thank you' },
        { amount: '9,99', from: 'CAFE NORTH', words: 'Deposit returned' },
        { amount: '75,00', from: 'BETA VOICE', words: beta[0]!.number },
        { amount: '60,00', from: 'BETA VOICE', words: beta[1]!.number },
      ]),
    );
    const { code, stderr } = await house.command(['reconcile', 'import', path]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    await lookAtEach(page, accountId);
  });

  step('the best candidate stands beside the bank’s word, and says why', async () => {
    await goTo(page, address());
    await lookedAt('ACME GROUP');
    await waiting(5);
    const candidate = page.locator('.work-candidate').first();
    await candidate.locator('.work-differs').filter({ hasText: 'Name' }).getByText('differs').waitFor();
    expect(await candidate.locator('.work-reason-for').count()).toBeGreaterThan(0);
    expect(await proof().innerText()).toContain('Proved');
    expect(await proved('Book balance')).toBe('EUR 1,000.00');
    expect(await proved('open transactions')).toBe('EUR 282.49');
    expect(await violations(page)).toEqual([]);
  });

  step('one key accepts it and goes on; another takes it back', async () => {
    await page.keyboard.press('Enter');
    await said(page, 'Accepted, 4 left.');
    await lookedAt('ACME GROUP');
    await waiting(4);
    expect(await proved('Book balance')).toBe('EUR 1,100.00');
    const question = page.locator('.work-proposal');
    await question.waitFor();
    await page.keyboard.press('u');
    await said(page, 'Undone: everything is as it was before.');
    await waiting(5);
    expect(await question.count()).toBe(0);
    expect(await proved('Book balance')).toBe('EUR 1,000.00');
  });

  step('it is accepted for good', async () => {
    await goTo(page, address());
    await page.locator('.work-candidate-body').waitFor();
    await page.keyboard.press('a');
    await said(page, 'Accepted, 4 left.');
    await waiting(4);
  });

  step('charges that were taken off are written off by hand, and nothing is left', async () => {
    await goTo(page, address('&term=Thank'));
    await lookedAt('ACME GROUP');
    await page.keyboard.press('s');
    const form = page.getByRole('form', { name: 'Settle by hand' });
    await choosePayer(page, 'Acme Reselling');
    await form.getByLabel(`Against ${acme[1]!.number}`).waitFor();
    await form.getByLabel('Amount, EUR').fill('40.00');
    expect(await words(form.getByRole('status'))).toBe(
      'EUR 2.50 more than there is: write it off or take less.',
    );
    await form.getByRole('button', { name: 'Write off the rest' }).press('Enter');
    expect(await words(form.getByRole('status'))).toBe('Nothing is left: it is settled whole.');
    expect(await violations(page)).toEqual([]);
    await form.getByLabel('Write off to').selectOption('bank-charges');
    await page.keyboard.press('Control+Enter');
    await said(page, 'Settled, 3 left.');
  });

  step('what the settlement speaks for is asked, and learned once the operator says yes', async () => {
    await said(page, 'Always take what comes from “ACME GROUP” for payments of Acme Reselling?');
    await page.keyboard.press('y');
    await said(page, 'From now on it is treated so.');
    await page.locator('.work-proposal').waitFor({ state: 'detached' });
    const { text } = await ask(page, `${DOORS}/rules`);
    const rules = JSON.parse(text) as readonly { label: string; state: string }[];
    expect(rules.find(({ label }) => label === 'ACME GROUP')).toMatchObject({ state: 'active' });
    await goTo(page, address('&state=settled&term=Thank'));
    const history = page.locator('.work-history');
    await history.getByText('By hand').waitFor();
    expect(await words(history)).toContain('-EUR 2.50');
    expect(await history.innerText()).toContain(acme[1]!.number);
  });

  step('what is not ours is ignored with a reason, and taken up again', async () => {
    await goTo(page, address('&term=CAFE'));
    await lookedAt('CAFE NORTH');
    for (const deed of ['ignore', 'take up', 'ignore'] as const) {
      if (deed === 'take up') {
        await page.keyboard.press('u');
        await said(page, 'Undone: everything is as it was before.');
        await lookedAt('CAFE NORTH');
        continue;
      }
      await page.keyboard.press('i');
      await page.getByLabel('Reason').fill('A deposit of the office');
      await page.keyboard.press('Enter');
      await said(page, 'Ignored, 2 left.');
      await page.getByText('Nothing has “CAFE” in it').waitFor();
    }
    expect(await proved('ignored transaction')).toBe('EUR 9.99');
  });

  step('all exact ones are accepted at once, after their number was confirmed', async () => {
    await goTo(page, address());
    await waiting(2);
    await page.keyboard.press('x');
    await page.getByRole('alertdialog', { name: 'Accept 2 exact suggestions?' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await said(page, '2 transactions are settled.');
    await page.getByText('Nothing to settle: every transaction is settled or ignored.').waitFor();
    expect(await proved('Bank balance')).toBe('EUR 1,282.49');
    expect(await proved('Book balance')).toBe('EUR 1,272.50');
    expect(await proof().innerText()).toContain('Proved');
  });

  step('what a colleague takes back arrives by itself', async ({ visitor }) => {
    await goTo(page, address('&state=settled&term=BETA'));
    const undo = page.locator('.work-history').getByRole('button', { name: 'Undo' });
    await undo.waitFor();
    const colleague = await visitor();
    await signIn(colleague, 'admin@demo.test');
    await goTo(colleague, address('&state=settled&term=BETA'));
    await colleague.locator('.work-history').getByRole('button', { name: 'Undo' }).click();
    await said(colleague, 'Undone: everything is as it was before.');
    await page.getByRole('button', { name: 'To settle 1', exact: true }).waitFor();
    await colleague.context().close();
  });

  step('on a phone the list and a transaction stand one after the other', async ({ visitor }) => {
    const phone = await visitor({ viewport: { width: 320, height: 640 } });
    await signIn(phone, 'operator@demo.test');
    await goTo(phone, address());
    await phone.locator('.work-row').first().click();
    await phone.getByRole('link', { name: 'Back to the list' }).waitFor();
    await phone.locator('.work-candidate-body').waitFor();
    expect(await phone.evaluate(() => document.scrollingElement!.scrollWidth)).toBe(320);
    expect(await violations(phone)).toEqual([]);
    await phone.getByRole('link', { name: 'Back to the list' }).click();
    await phone.locator('.work-row').first().waitFor();
  });
});

/** Amounts are kept in one piece by spaces that do not break: here they are spaces. */
async function words(place: Locator): Promise<string> {
  return (await place.innerText()).replaceAll('\u00a0', ' ');
}

async function choosePayer(page: Page, name: string): Promise<void> {
  const field = page.getByRole('combobox', { name: 'Representative' });
  await field.fill(name);
  await page.getByRole('option', { name, exact: true }).waitFor();
  await field.press('Enter');
}

async function anAccount(admin: Page): Promise<string> {
  const made = await ask(admin, '/admin/api/resources/BankAccount/actions/new', {
    ...ACCOUNT,
    currency: 'EUR',
    kind: 'bank',
    journalAccount: 'Assets:Bank:Journey',
    openingBalance: OPENING,
    active: true,
  });
  const { record } = JSON.parse(made.text) as { record?: { id: string | null } };
  if (!record?.id) throw new Error(`The account was refused: ${made.text}`);
  return record.id;
}

/** A house in which a person decides everything: nothing is linked before the journey comes to it. */
async function suggestOnly(admin: Page): Promise<void> {
  const { text } = await ask(admin, '/admin/x/host/settings');
  const { plugins } = JSON.parse(text) as {
    plugins: readonly { plugin: string; version: string; fields: readonly { name: string }[] }[];
  };
  const own = plugins.find(({ plugin }) => plugin === 'reconciliation')!;
  const rules = own.fields.filter(({ name }) => name.startsWith('rule'));
  const values = Object.fromEntries(rules.map(({ name }) => [name, 'suggest']));
  const body = { plugin: 'reconciliation', version: own.version, values };
  const saved = await ask(admin, '/admin/x/host/settings', body);
  if (saved.status !== 200) throw new Error(`The settings were refused: ${saved.text}`);
}

async function invoicesOf(
  staff: Page,
  name: string,
  totals: readonly string[],
): Promise<readonly IssuedInvoice[]> {
  const representativeId = await aRepresentative(staff, name);
  const invoices: IssuedInvoice[] = [];
  for (const total of totals)
    invoices.push(await anInvoice(staff, { representativeId, total, termDays: 14 }));
  return invoices;
}

/** Decides about each transaction at once, whether or not the run after the import has come to it. */
async function lookAtEach(staff: Page, accountId: string): Promise<void> {
  const { text } = await ask(staff, `${DOORS}/work?account=${accountId}`);
  const { transactions } = JSON.parse(text) as { transactions: readonly { id: string }[] };
  for (const { id } of transactions) {
    const looked = await ask(staff, `${DOORS}/transactions/${id}/look`, {});
    if (looked.status !== 200) throw new Error(`It was not looked at: ${looked.text}`);
  }
}

/** MT940 of today, with structured :86: as German banks write it. */
function statement(movements: readonly Movement[]): string {
  const day = new Date().toISOString().slice(2, 10).replaceAll('-', '');
  const cents = (amount: string): number => Number(amount.replace(',', ''));
  const closing = movements.reduce((sum, { amount }) => sum + cents(amount), cents('1000,00'));
  const lines = movements.flatMap(({ amount, from, words }) => [
    `:61:${day}${day.slice(2)}C${amount}NTRFNONREF`,
    `:86:166?00CREDIT?20${words}?32${from}`,
  ]);
  return [
    ':20:JOURNEY',
    `:25:${ACCOUNT.identifier}`,
    ':28C:1/1',
    `:60F:C${day}EUR1000,00`,
    ...lines,
    `:62F:C${day}EUR${Math.floor(closing / 100)},${String(closing % 100).padStart(2, '0')}`,
    '-',
    '',
  ].join('\r\n');
}
