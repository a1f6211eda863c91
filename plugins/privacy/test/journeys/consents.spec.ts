// Words are published; somebody agrees to them, is asked anew when they change, and takes it back; staff see it and write down what
// came on paper.
import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { violations } from '../../../../test/journeys/harness/accessibility.js';
import { journey } from '../../../../test/journeys/harness/journey.js';
import { chooseRecord, goTo, said, signIn } from '../../../../test/journeys/harness/panel.js';

const CONSENTS = '/admin/pages/privacy-consents';
const MY_DATA = '/admin/pages/privacy-my-data';
const PURPOSE = 'product-news';
const FIRST = 'News may come by e-mail.';
const SECOND = 'News may come by e-mail and by telephone.';

journey('What people agree to', { demo: true }, (step) => {
  let admin: Page;
  let representative: Page;

  async function publish(button: string, english: string): Promise<void> {
    await admin.getByRole('button', { name: button }).click();
    const dialog = admin.getByRole('dialog');
    const purpose = dialog.getByLabel('Purpose');
    if ((await purpose.count()) > 0) await purpose.fill(PURPOSE);
    await dialog.getByLabel('Wording in English').fill(english);
    await dialog.getByLabel('Wording in Ukrainian').fill('Новини можна надсилати.');
    await dialog.getByLabel('Wording in Russian').fill('Новости можно присылать.');
    await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  }

  step('an administrator publishes the words', async ({ visitor }) => {
    admin = await visitor();
    await signIn(admin, 'admin@demo.test');
    await goTo(admin, CONSENTS);
    await publish('Add a purpose', FIRST);
    await said(admin, `Edition 1 of ${PURPOSE} is published.`);
    await admin.getByText(FIRST).waitFor();
    expect(await violations(admin)).toEqual([]);
  });

  step('a representative reads them and agrees by one press', async ({ visitor }) => {
    representative = await visitor();
    await signIn(representative, 'rep@demo.test');
    await goTo(representative, MY_DATA);
    await representative.getByText(FIRST).waitFor();
    await representative.getByRole('button', { name: `I agree: ${PURPOSE}` }).click();
    await said(representative, 'Your consent is recorded.');
    await representative.getByText('Agreed', { exact: true }).waitFor();
    expect(await violations(representative)).toEqual([]);
  });

  step('new words are agreed to anew, and what was agreed to is shown beside them', async () => {
    await publish(`Publish a new wording for ${PURPOSE}`, SECOND);
    await said(admin, `Edition 2 of ${PURPOSE} is published.`);
    await goTo(representative, MY_DATA);
    await representative.getByText('The words have changed since.', { exact: false }).waitFor();
    await representative.getByText(SECOND).waitFor();
    await representative.getByRole('button', { name: `Agree to the new words: ${PURPOSE}` }).click();
    await said(representative, 'Your consent is recorded.');
    await representative.getByText('Agreed', { exact: true }).waitFor();
  });

  step('it is taken back as easily, and its history stays', async () => {
    await representative.getByRole('button', { name: `Take back: ${PURPOSE}` }).click();
    await said(representative, 'It is recorded that you do not agree.');
    await representative.getByText('Not agreed', { exact: true }).waitFor();
    await representative.getByText('History', { exact: true }).click();
    expect(await representative.locator('details li').count()).toBe(3);
  });

  step('staff write down what came on paper, and find it by its standing', async ({ visitor }) => {
    const operator = await visitor();
    await signIn(operator, 'operator@demo.test');
    await goTo(operator, CONSENTS);
    expect(await operator.getByRole('button', { name: 'Add a purpose' }).count()).toBe(0);
    await operator.getByRole('button', { name: 'Record a consent' }).click();
    const dialog = operator.getByRole('dialog');
    await chooseRecord(dialog.getByRole('combobox', { name: /^Person/ }), 'Baltic Link');
    await dialog.getByLabel('Wording', { exact: true }).selectOption({ label: `${PURPOSE} · Edition 1` });
    await dialog.getByRole('button', { name: 'Record', exact: true }).click();
    await said(operator, 'Recorded.');
    await operator.getByLabel('Standing').selectOption({ label: 'Agreed to an older wording' });
    const words = operator.getByRole('button', { name: `Words and history: Baltic Link, ${PURPOSE}` });
    await words.click();
    await operator.getByRole('dialog').getByText(FIRST).waitFor();
    expect(await violations(operator)).toEqual([]);
    await operator.keyboard.press('Escape');
    const coming = operator.waitForEvent('download');
    await operator.getByRole('link', { name: 'Download as CSV' }).click();
    const file = readFileSync(await (await coming).path(), 'utf8');
    expect(file.split('\r\n')).toHaveLength(3);
    expect(file).toContain(`${PURPOSE},Agreed,Representative,Baltic Link,`);
    expect(file.trimEnd()).toMatch(new RegExp(`,1,yes,en,on paper,[^,]+,[^,]+,${FIRST}$`));
  });
});
