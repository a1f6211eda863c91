// The rooms of whoever keeps the house: jobs, health, settings.
import { expect } from '@jest/globals';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { uploadFile } from './harness/imports.js';
import { journey } from './harness/journey.js';
import { action, ask, fact, goTo, said, signIn } from './harness/panel.js';

const ROW = 'K-1,R-001,2026-01-05,2026-02-05,10.00,EUR';

interface JobParams {
  readonly state: string;
  readonly name: string;
}

journey('Keeping the house', { demo: true }, (step) => {
  let page: Page;
  let files: string;
  let jobId: string;

  const newestJob = async (): Promise<{ id: string; params: JobParams }> => {
    const { text } = await ask(page, '/admin/api/resources/Job/actions/list?filters.name=imports.check-file');
    return (JSON.parse(text) as { records: { id: string; params: JobParams }[] }).records[0]!;
  };
  const jobBecomes = async (state: string, meanwhile = async (): Promise<void> => {}): Promise<void> => {
    while ((await newestJob()).params.state !== state) await meanwhile();
  };
  const jobRow = () => page.getByRole('row').filter({ hasText: 'Check a file before it is imported' });

  step('a new house makes its first backup, and then all is well', async ({ visitor }) => {
    page = await visitor();
    await signIn(page, 'admin@demo.test');
    await goTo(page, '/admin/pages/health');
    const summary = page.getByText(/^(All is well|The house works, but something needs attention)\.$/);
    while ((await summary.innerText()) !== 'All is well.') await page.reload();
  });

  step('a small file is uploaded', async ({ house }) => {
    files = join(house.folder, 'files');
    const path = join(house.folder, 'one-row.csv');
    writeFileSync(path, `number,representative,issue date,due date,amount,currency\n${ROW}\n`);
    await goTo(page, '/admin/pages/imports-import');
    await uploadFile(page, 'Invoices', path);
    await page.getByText('Which column feeds which field?').waitFor();
  });

  step('when the disk with the files is gone, its check fails and says why', async () => {
    renameSync(files, `${files}-away`);
    const run = new URL(page.url()).searchParams.get('run');
    const { mapping } = JSON.parse((await ask(page, `/admin/x/imports/runs/${run}`)).text) as {
      mapping: unknown;
    };
    const started = await ask(page, `/admin/x/imports/runs/${run}/check`, { mapping });
    expect(started.status).toBe(202);
    jobId = (await newestJob()).id;
    // It would try again by itself, later and later.
    await jobBecomes('failed', async () => {
      await ask(page, '/admin/x/host/actions/Job/run-now', { ids: [jobId], input: {} });
    });
    await page.reload();
    await page.locator('main').getByRole('alert').filter({ hasText: 'Nothing was written.' }).waitFor();
  });

  step('the failed job stands in the list of jobs', async () => {
    await goTo(page, '/admin/resources/Job');
    await jobRow().getByText('Failed', { exact: true }).waitFor();
    await jobRow().getByRole('link').first().click();
    await page.waitForURL(`**/resources/Job/records/${jobId}/show`);
    await page.getByRole('heading', { level: 1, name: 'Check a file before it is imported' }).waitFor();
    expect(await fact(page, 'State').innerText()).toBe('Failed');
    expect(await fact(page, 'Reason of failure').innerText()).toContain('ENOENT');
    expect(await fact(page, 'Starts').innerText()).toBe('3');
  });

  step('the health page warns of it', async () => {
    await goTo(page, '/admin/pages/health');
    await page.getByText('The house works, but something needs attention.').waitFor();
    const jobs = page.getByRole('row').filter({ hasText: 'Background jobs' });
    await jobs.getByText('warning', { exact: true }).first().waitFor();
    for (const plugin of ['host', 'imports', 'billing', 'daily-entries'])
      await page
        .getByRole('row')
        .filter({ has: page.getByText(plugin, { exact: true }) })
        .getByText('up')
        .waitFor();
  });

  step('the cause is mended, the job retried, and it is done', async () => {
    rmSync(files, { recursive: true, force: true });
    renameSync(`${files}-away`, files);
    await goTo(page, `/admin/resources/Job/records/${jobId}/show`);
    await action(page, 'Retry').click();
    await said(page, '1 job will start again.');
    await jobBecomes('done');
    await goTo(page, '/admin/resources/Job');
    await jobRow().getByText('Done', { exact: true }).waitFor();
  });

  step('now all is well again', async () => {
    await goTo(page, '/admin/pages/health');
    const jobs = page.getByRole('row').filter({ hasText: 'Background jobs' });
    await jobs.getByText('well', { exact: true }).first().waitFor();
    await page.getByText('All is well.', { exact: true }).waitFor();
  });

  step('the settings keep the organisation’s name, and the panel carries it', async ({ visitor }) => {
    await goTo(page, '/admin/pages/settings');
    const colleague = await visitor({ storageState: await page.context().storageState() });
    await goTo(colleague, '/admin/pages/settings');
    await page.getByLabel('Name of the organisation').fill('Northern Circuits OÜ');
    await page.getByRole('form', { name: 'House' }).getByRole('button', { name: 'Save' }).click();
    await said(page, 'The settings are saved.');
    await page.reload();
    await page.getByRole('banner').getByRole('link', { name: 'Northern Circuits OÜ' }).waitFor();
    expect(await page.getByLabel('Name of the organisation').inputValue()).toBe('Northern Circuits OÜ');
    expect(await page.title()).toContain('Northern Circuits OÜ');
    await colleague.getByLabel('Name of the organisation').fill('Somebody else’s');
    await colleague.getByRole('form', { name: 'House' }).getByRole('button', { name: 'Save' }).click();
    await colleague
      .getByRole('alert')
      .filter({ hasText: 'Somebody else has changed these settings in the meantime.' })
      .waitFor();
  });

  step('a setting beyond its bounds is refused by its name', async () => {
    await page.getByLabel('Days to pay').fill('9999');
    await page.getByRole('form', { name: 'Billing' }).getByRole('button', { name: 'Save' }).click();
    await page
      .getByRole('alert')
      .filter({ hasText: '“Days to pay” must be a number from 0 to 365.' })
      .waitFor();
  });

  step('an operator finds neither settings nor users', async ({ visitor }) => {
    const operator = await visitor();
    await signIn(operator, 'operator@demo.test');
    const offered = await operator.getByRole('navigation').getByRole('link').allInnerTexts();
    expect(offered.filter((label) => /Settings|Users|Audit/.test(label))).toEqual([]);
    expect((await ask(operator, '/admin/x/host/settings')).status).toBe(403);
  });
});
