// A run is started by hand and followed until it is done; what was learned works once somebody has said so.
import { expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { violations } from '../../../../test/journeys/harness/accessibility.js';
import { action, ask, goTo, said, signIn } from '../../../../test/journeys/harness/panel.js';
import { journey } from '../../../../test/journeys/harness/journey.js';

const RUNS = '/admin/pages/reconciliation-runs';
const RULES = '/admin/pages/reconciliation-rules';
const DOORS = '/admin/x/reconciliation';

journey('A run by hand, and a rule that was learned', { demo: true }, (step) => {
  let page: Page;
  const byHand = (): Locator => page.locator('tbody tr').filter({ hasText: 'A person' }).first();
  /** What stands in the row under a heading. */
  const counted = async (heading: string): Promise<number> =>
    Number(await byHand().locator(`td[data-heading="${heading}"]`).innerText());

  step('a run is started from the page, and its row says when it is done', async ({ visitor }) => {
    page = await visitor();
    await signIn(page, 'operator@demo.test');
    await goTo(page, RUNS);
    await action(page, 'Run now').click();
    await said(page, 'A run has been started.');
    await byHand().getByText('Done', { exact: true }).waitFor();
    const counts = await Promise.all(['Linked', 'Suggested', 'Unmatched'].map(counted));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(await counted('Looked at'));
    expect(await counted('Looked at')).toBeGreaterThan(0);
    expect(await violations(page)).toEqual([]);
  });

  step('its amounts stand in a dialog', async () => {
    await byHand().getByRole('button', { name: 'Amounts' }).click();
    const dialog = page.getByRole('dialog', { name: 'Amounts of the run of' });
    await dialog.getByRole('columnheader', { name: 'EUR', exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  step('what is ignored is proposed as a rule, and works once it is confirmed', async () => {
    const label = await ignoreOne(page);
    await goTo(page, RULES);
    const rule = page.getByRole('listitem').filter({ hasText: `“${label}” (Not ours)` });
    await rule.getByText('Proposed', { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    await rule.getByRole('button', { name: 'Confirm' }).click();
    await rule.getByText('Works', { exact: true }).waitFor();
    await rule.getByRole('button', { name: 'Switch off' }).waitFor();
  });
});

interface Waiting {
  readonly id: string;
  readonly version: number;
  readonly counterparty: string | null;
}

/** Something that waits, of somebody who has a name; gives the name. */
async function ignoreOne(staff: Page): Promise<string> {
  const { text } = await ask(staff, `${DOORS}/work`);
  const { transactions } = JSON.parse(text) as { transactions: readonly Waiting[] };
  const named = transactions.find(({ counterparty }) => counterparty !== null);
  if (!named) throw new Error(`Nothing waits: ${text}`);
  const body = { version: named.version, reason: 'Not ours' };
  const ignored = await ask(staff, `${DOORS}/transactions/${named.id}/ignore`, body);
  if (ignored.status !== 200) throw new Error(`It was not ignored: ${ignored.text}`);
  return named.counterparty!;
}
