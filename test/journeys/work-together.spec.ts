// Two people in two browsers: what one does, the other sees without asking.
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { journey } from './harness/journey.js';
import { arrived, ask, goTo, signIn } from './harness/panel.js';

interface Row {
  readonly id: string;
  readonly title: string;
  readonly params: Readonly<Record<string, string>>;
}

journey('Two people work together', { demo: true }, (step) => {
  let operator: Page;
  let manager: Page;
  let invoice: Row;

  const rowsOf = async (page: Page, query: string): Promise<readonly Row[]> =>
    (JSON.parse((await ask(page, `/admin/api/resources/${query}`)).text) as { records: Row[] }).records;
  const live = (page: Page) => page.locator('html[data-live="on"]').waitFor({ state: 'attached' });
  const inboxOf = (page: Page) => page.getByRole('banner').locator('.ch-inbox-button');
  const comments = (page: Page) => page.getByRole('region', { name: 'Comments' });

  step('both look at what they may see', async ({ visitor }) => {
    operator = await visitor();
    manager = await visitor({ viewport: { width: 320, height: 720 } });
    await signIn(operator, 'operator@demo.test');
    await signIn(manager, 'manager@demo.test');
    [invoice] = (await rowsOf(manager, 'Invoice/actions/list?filters.status~~in=issued')) as [Row];
    await live(manager);
    expect(await inboxOf(manager).getAttribute('aria-label')).toBe('Inbox');
  });

  step('one writes under an invoice and mentions the other by keys alone', async () => {
    await goTo(operator, `/admin/resources/Invoice/records/${invoice.id}/show`);
    const field = comments(operator).getByLabel('Comment', { exact: true });
    await field.focus();
    await operator.keyboard.type('Please call them, @');
    const options = comments(operator).getByRole('option');
    await options.first().waitFor();
    const offered = await options.allInnerTexts();
    expect(offered.some((name) => /Representative|Harbour/.test(name))).toBe(false);
    const managerAt = offered.findIndex((name) => name.includes('Manager'));
    for (let step = 0; step < managerAt; step += 1) await operator.keyboard.press('ArrowDown');
    const active = await field.getAttribute('aria-activedescendant');
    expect(await operator.locator(`[id="${active}"]`).getAttribute('aria-selected')).toBe('true');
    await operator.keyboard.press('Enter');
    await operator.keyboard.type('see https://example.test/a.');
    await operator.keyboard.press('Control+Enter');
    await comments(operator).getByRole('listitem').getByText('Please call them').waitFor();
    const link = comments(operator).getByRole('link', { name: 'https://example.test/a' });
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer nofollow');
    expect(await field.inputValue()).toBe('');
  });

  step('the other is told without asking, on a phone', async () => {
    await manager.getByRole('link', { name: 'Inbox, 1 unread notice' }).waitFor();
    await manager.getByRole('status').getByText('1 unread notice').waitFor({ state: 'attached' });
    await inboxOf(manager).click();
    await arrived(manager);
    await manager
      .getByRole('main')
      .getByRole('link', { name: /mentioned you/ })
      .click();
    const told = comments(manager).getByRole('listitem').filter({ hasText: 'Please call them' });
    await told.waitFor();
    await manager.waitForFunction(() => document.activeElement?.id.startsWith('comment-') === true);
    await manager.getByRole('link', { name: 'Inbox', exact: true }).waitFor();
    const overflow = await manager.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });

  step('an answer appears where the first one reads, and goes when it is deleted', async () => {
    await live(operator);
    await comments(manager).getByLabel('Comment', { exact: true }).fill('Done.');
    await comments(manager).getByRole('button', { name: 'Send' }).click();
    const answer = comments(operator).getByRole('listitem').filter({ hasText: 'Done.' });
    await answer.waitFor();
    expect(await answer.getByRole('button').count()).toBe(0);
    await comments(manager)
      .getByRole('listitem')
      .filter({ hasText: 'Done.' })
      .getByRole('button', { name: /^Delete/ })
      .click();
    await manager.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await comments(operator).getByText('This comment was deleted.').waitFor();
  });

  step('a list follows what is done elsewhere, and keeps what its reader does', async ({ visitor }) => {
    const colleague = await visitor();
    await signIn(colleague, 'operator@demo.test');
    await goTo(operator, '/admin/resources/Invoice?filters.status~~in=draft');
    await live(operator);
    const rows = operator.locator('main tbody tr');
    await rows.nth(1).waitFor();
    const drafts = await rowsOf(operator, 'Invoice/actions/list?filters.status~~in=draft');
    const before = await rows.count();
    const search = operator.getByRole('main').getByRole('searchbox').first();
    await search.focus();
    const issued = await ask(colleague, '/admin/x/host/actions/Invoice/issue', {
      ids: [drafts[0]!.id],
      input: {},
    });
    expect({ status: issued.status, text: issued.text }).toMatchObject({ status: 200 });
    await operator.waitForFunction(
      (count) => document.querySelectorAll('main tbody tr').length < count,
      before,
    );
    expect(await search.evaluate((field) => field === document.activeElement)).toBe(true);
  });
});
