// A backup goes to a folder and is proven there; a drill restores it; one administrator asks to have a record back, and then everything;
// another allows it, and shows who it is.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { anHourAgo } from '../../../../test/journeys/harness/an-hour-ago.js';
import { violations } from '../../../../test/journeys/harness/accessibility.js';
import { journey } from '../../../../test/journeys/harness/journey.js';
import { ask, chooseRecord, goTo, said, signIn } from '../../../../test/journeys/harness/panel.js';
import { DEMO_PASSWORD, type ServedHouse } from '../../../../test/journeys/harness/served-house.js';

const BACKUPS = '/admin/pages/backup-backups';
const PLACES = '/admin/pages/backup-places';
const RESTORE = '/admin/pages/backup-restore';
const SHELF = 'Shelf in the cellar';
const SECOND = 'ines@example.com';
/** Let in after the backup was made. */
const LATER = 'pavlo@example.com';

journey('A backup that is proven, and what is had back from it', { demo: true }, (step) => {
  let admin: Page;
  let operator: Page;
  let other: Page;
  const folder = mkdtempSync(join(tmpdir(), 'shelf-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  step(
    'a place is tried before it is saved; one that is not there is refused in words',
    async ({ visitor }) => {
      admin = await visitor();
      await signIn(admin, 'admin@demo.test');
      await goTo(admin, PLACES);
      await admin.getByRole('button', { name: 'Add a place' }).click();
      const dialog = admin.getByRole('dialog');
      await dialog.getByLabel('Name').fill(SHELF);
      await dialog.getByLabel('Folder').fill(join(folder, 'nowhere'));
      await dialog.getByRole('button', { name: 'Try it' }).click();
      await dialog.getByRole('alert').waitFor();
      await dialog.getByLabel('Folder').fill(folder);
      await dialog.getByRole('button', { name: 'Try it' }).click();
      await dialog.getByText('It can be written to and read.').waitFor();
      expect(readdirSync(folder)).toEqual([]);
      await dialog.getByRole('button', { name: 'Save the place' }).click();
      await said(admin, `The place “${SHELF}” is saved.`);
      expect(await violations(admin)).toEqual([]);
    },
  );

  step('an operator makes a backup of everything, and sees it proven', async ({ house, visitor }) => {
    await letIn(house, SECOND, 'Inès');
    operator = await visitor();
    await signIn(operator, 'operator@demo.test');
    await goTo(operator, BACKUPS);
    await operator.getByRole('button', { name: 'Make a backup' }).click();
    const dialog = operator.getByRole('dialog');
    for (const place of await dialog.getByRole('checkbox').all()) await place.uncheck();
    await dialog.getByLabel(SHELF).check();
    await dialog.getByRole('button', { name: 'Make it' }).click();
    await said(operator, 'The backup is being made.');
    const copy = operator.locator('.backup-copies li').filter({ hasText: SHELF });
    await copy.getByText('Proven', { exact: true }).waitFor();
    expect(readdirSync(folder).filter((name) => name.endsWith('.age'))).toHaveLength(1);
    expect(await violations(operator)).toEqual([]);
  });

  step('a drill restores it, and its certificate is a PDF', async () => {
    await operator.getByRole('button', { name: 'Run a drill' }).click();
    await said(operator, 'The drill has begun.');
    await operator.getByText('It can be brought back').waitFor();
    const link = operator.getByRole('link', { name: 'Certificate', exact: true });
    await link.waitFor();
    const { type, bytes } = await ask(operator, (await link.getAttribute('href')) ?? '');
    expect(type).toBe('application/pdf');
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  });

  step('the file can be fetched by whoever may; for an operator there is no such button', async () => {
    expect(await operator.getByRole('button', { name: 'Download' }).count()).toBe(0);
    await goTo(admin, BACKUPS);
    const coming = admin.waitForEvent('download');
    await admin.locator('.backup-copies summary').first().click();
    await admin.getByRole('button', { name: 'Download' }).click();
    const path = await (await coming).path();
    expect(existsSync(path)).toBe(true);
  });

  step(
    'one administrator asks for a representative, sees what it would do, and cannot allow it alone',
    async () => {
      await goTo(admin, RESTORE);
      await admin.getByRole('button', { name: 'Ask for a restoration' }).click();
      await chooseRecord(
        admin.getByRole('combobox', { name: 'Representatives that are here' }),
        'Harbour Telecom',
      );
      await admin.getByText('Harbour Telecom').waitFor();
      await admin.getByLabel('Records that are different here').selectOption('Become as in the backup');
      await admin.getByRole('button', { name: 'See what it would do' }).click();
      const card = admin.locator('article').filter({ hasText: 'Harbour Telecom' });
      await card.getByText('Now somebody else', { exact: false }).waitFor();
      expect(await card.getByRole('button', { name: 'Allow it' }).count()).toBe(0);
      expect(await violations(admin)).toEqual([]);
    },
  );

  step(
    'another reads the same table, allows it, and the one who asked sees what happened',
    async ({ visitor }) => {
      other = await visitor();
      await signIn(other, SECOND);
      await goTo(other, RESTORE);
      const card = other.locator('article').filter({ hasText: 'Harbour Telecom' });
      await card.getByText('Waiting', { exact: true }).waitFor();
      await card.getByRole('button', { name: 'Allow it' }).click();
      await other.getByRole('alertdialog').getByRole('button', { name: 'Allow it' }).click();
      await said(other, 'It is allowed, and begins.');
      const past = admin.locator('tbody tr').filter({ hasText: 'Harbour Telecom' });
      await past.getByText('Done', { exact: true }).waitFor();
      await past.getByText('Inès', { exact: false }).waitFor();
    },
  );

  step(
    'who would replace everything types the name of the house, and sees what would go',
    async ({ house }) => {
      await letIn(house, LATER, 'Pavlo');
      await goTo(admin, RESTORE);
      await admin.getByRole('button', { name: 'Ask for a restoration' }).click();
      const made = admin.getByLabel('From which backup').locator('option').filter({ hasText: SHELF }).last();
      await admin.getByLabel('From which backup').selectOption((await made.getAttribute('value'))!);
      await admin.getByRole('radio', { name: 'The whole database' }).check();
      await admin.getByRole('button', { name: 'See what it would do' }).click();
      const question = admin.getByRole('alertdialog');
      const yes = question.getByRole('button', { name: 'See what it would do' });
      expect(await yes.isDisabled()).toBe(true);
      await question.getByRole('textbox').fill('Countinghouse');
      await yes.click();
      const card = admin.locator('article').filter({ hasText: 'The whole database' });
      await card.getByText('Now somebody else', { exact: false }).waitFor();
    },
  );

  step('another allows it once it is shown again who that is', async ({ house }) => {
    await anHourAgo(house);
    await goTo(other, RESTORE);
    const card = other.locator('article').filter({ hasText: 'The whole database' });
    const allow = async (): Promise<void> => {
      await card.getByRole('button', { name: 'Allow it' }).click();
      const question = other.getByRole('alertdialog');
      await question.getByRole('textbox').fill('Countinghouse');
      await question.getByRole('button', { name: 'Allow it' }).click();
    };
    const dialog = other.getByRole('dialog', { name: 'Is it still you?' });
    await allow();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await card.getByText('Waiting', { exact: true }).waitFor();
    await allow();
    await dialog.getByLabel('Password').fill(DEMO_PASSWORD);
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await said(other, 'It is allowed, and begins.');
  });

  step('the house is what it was when the backup was made, and goes on', async ({ visitor }) => {
    // Sessions are of the moment, and in no backup: everybody signs in anew.
    await other.waitForURL('**/admin/login**');
    const again = await visitor();
    await signIn(again, SECOND);
    await goTo(again, RESTORE);
    const past = again.locator('tbody tr').filter({ hasText: 'The whole database' });
    await past.getByText('Done', { exact: true }).waitFor();
    await goTo(again, '/admin/resources/User');
    await again.getByText(SECOND).first().waitFor();
    expect(await again.getByText(LATER).count()).toBe(0);
  });
});

async function letIn(house: ServedHouse, email: string, name: string): Promise<void> {
  const words = ['user', 'create', email, '--role', 'admin', '--name', name];
  const created = await house.command(words, { COUNTINGHOUSE_PASSWORD: DEMO_PASSWORD });
  expect(created).toMatchObject({ code: 0 });
}
