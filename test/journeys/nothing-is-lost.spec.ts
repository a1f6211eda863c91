// What was deleted comes back, what was changed is remembered, and of two who save at once neither loses a word.
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { journey } from './harness/journey.js';
import { action, arrived, ask, fact, goTo, said, signIn } from './harness/panel.js';

interface Row {
  readonly id: string;
  readonly title: string;
}

journey('Nothing is lost', { demo: true }, (step) => {
  let mine: Page;
  let theirs: Page;
  let representative: string;
  let draft: string;

  const rowsOf = async (query: string): Promise<readonly Row[]> => {
    const { status, text } = await ask(mine, `/admin/api/resources/${query}`);
    expect(status).toBe(200);
    return (JSON.parse(text) as { records: Row[] }).records;
  };
  const record = (model: string, id: string, page = 'show'): string =>
    `/admin/resources/${model}/records/${id}/${page}`;

  step('two open the same record', async ({ visitor }) => {
    [mine, theirs] = [await visitor(), await visitor()];
    await signIn(mine, 'operator@demo.test');
    await signIn(theirs, 'admin@demo.test');
    representative = (await rowsOf('Representative/actions/list?perPage=100')).find(
      ({ title }) => title === 'Harbour Telecom',
    )!.id;
    await goTo(mine, record('Representative', representative, 'edit'));
    await goTo(theirs, record('Representative', representative, 'edit'));
  });

  step('the second to save sees both versions, with everything that was typed', async () => {
    await theirs.getByLabel('Phone', { exact: false }).fill('+100');
    await theirs.getByLabel('Contact', { exact: false }).fill('Their contact');
    await action(theirs, 'Save').click();
    await said(theirs, /changed|saved/i);
    await mine.getByLabel('Phone', { exact: false }).fill('+200');
    await mine.getByLabel('Contact', { exact: false }).fill('My contact');
    await action(mine, 'Save').click();
    const heading = mine.getByRole('heading', { name: 'Somebody else saved this record meanwhile' });
    await heading.waitFor();
    expect(await heading.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await mine.getByRole('group').allInnerTexts()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/different[\s\S]*My contact[\s\S]*Their contact/),
        expect.stringMatching(/different[\s\S]*\+200[\s\S]*\+100/),
      ]),
    );
    expect(await mine.locator('main').innerText()).toContain('admin@demo.test');
  });

  step('chooses for each field, and saves over the newer version', async () => {
    await mine
      .getByRole('group', { name: /Phone/ })
      .getByRole('radio', { name: /Theirs/ })
      .check();
    await action(mine, 'Save what I chose').click();
    await mine.waitForURL((url) => url.pathname.endsWith('/show'));
    await arrived(mine);
    expect(await fact(mine, 'Phone').innerText()).toBe('+100');
    expect(await mine.locator('main').innerText()).toContain('My contact');
  });

  step('the record remembers who changed what', async () => {
    await mine.locator('summary', { hasText: 'History' }).click();
    const entries = mine.locator('.ch-timeline > li');
    await entries.first().waitFor();
    expect(await entries.nth(0).innerText()).toMatch(
      /operator@demo\.test[\s\S]*Their contact[\s\S]*My contact/,
    );
    expect(await entries.nth(1).innerText()).toMatch(/admin@demo\.test[\s\S]*\+100/);
    expect(await mine.locator('.ch-timeline').innerText()).not.toMatch(
      /contactName|billing\.|representativeId/,
    );
  });

  step('a draft that two edit keeps what both wrote', async () => {
    draft = (await rowsOf('Invoice/actions/list?filters.status=draft'))[0]!.id;
    for (const page of [mine, theirs])
      await goTo(page, `/admin/resources/Invoice/records/${draft}/edit-draft`);
    await theirs.getByLabel('Note', { exact: false }).fill('Their note');
    await theirs.locator('main form').getByRole('button', { name: 'Edit', exact: true }).click();
    await theirs.waitForURL((url) => url.pathname.endsWith('/show'));
    const note = mine.getByLabel('Note', { exact: false }).first();
    await note.fill('My note');
    const save = mine.locator('main form').getByRole('button', { name: 'Edit', exact: true });
    await save.click();
    await action(mine, 'Show what stands there now').click();
    const other = mine.getByRole('region', { name: 'Stands there now' });
    expect(await other.getByRole('textbox').first().inputValue()).toBe('Their note');
    expect(await note.inputValue()).toBe('My note');
    await save.click();
    await mine.waitForURL((url) => url.pathname.endsWith('/show'));
    await arrived(mine);
    expect(await mine.locator('main').innerText()).toContain('My note');
  });

  step('a deleted draft is back by one press', async () => {
    draft = (await rowsOf('Invoice/actions/list?filters.status=draft'))[0]!.id;
    await goTo(mine, record('Invoice', draft));
    await deleteDraft(mine);
    await mine.getByRole('button', { name: 'Undo' }).click();
    await said(mine, /is back where it was/);
    expect((await rowsOf('Invoice/actions/list?filters.status=draft')).map(({ id }) => id)).toContain(draft);
  });

  step('it lies in the trash until somebody restores it', async () => {
    await goTo(mine, record('Invoice', draft));
    await deleteDraft(mine);
    await goTo(mine, '/admin/pages/trash');
    await mine
      .getByRole('button', { name: /^Restore / })
      .first()
      .click();
    await mine.getByText('The trash is empty').waitFor();
    expect((await rowsOf('Invoice/actions/list?filters.status=draft')).map(({ id }) => id)).toContain(draft);
  });

  step('only a typed title deletes it for good', async () => {
    await goTo(mine, record('Invoice', draft));
    await deleteDraft(mine);
    await goTo(mine, '/admin/pages/trash');
    const choice = mine.getByRole('checkbox', { name: /^Choose (?!all)/ }).first();
    const title = (await choice.getAttribute('aria-label'))!.replace('Choose ', '');
    await choice.check();
    await action(mine, 'Delete for good').click();
    const dialog = mine.getByRole('alertdialog');
    const button = dialog.getByRole('button', { name: 'Delete for good' });
    expect(await button.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill(title);
    await button.click();
    await mine.getByText('The trash is empty').waitFor();
  });
});

async function deleteDraft(page: Page): Promise<void> {
  await action(page, 'Delete draft').click();
  const dialog = page.getByRole('alertdialog');
  const form = page.locator('main form').getByRole('button', { name: 'Delete draft' });
  await dialog.or(form).first().waitFor();
  await dialog.getByRole('button', { name: 'Delete draft' }).or(form).first().click();
  await page.waitForURL((url) => url.pathname === '/admin/resources/Invoice');
}
