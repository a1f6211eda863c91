// The addresses that somebody can come to, found as they would be found: from the navigation, then from each list.
import type { Page } from 'playwright-core';
import { ask } from './panel.js';

interface ActionJson {
  readonly name: string;
  readonly component?: string | false;
}

interface ListAnswer {
  readonly records: readonly { readonly id: string; readonly recordActions: readonly ActionJson[] }[];
}

/** Every page of the navigation and of the account; of each list its forms, one record, and what may be done with that record. */
export async function everyPage(page: Page): Promise<readonly string[]> {
  const links = page.getByRole('navigation').getByRole('link');
  const found = await links.evaluateAll((all) =>
    all.map((link) => new URL((link as HTMLAnchorElement).href).pathname),
  );
  const pages = new Set([...found, ...(await openPages(page))]);
  for (const path of found) {
    const model = /^\/admin\/resources\/(\w+)$/.exec(path)?.[1];
    if (model) for (const more of await pagesOf(page, model)) pages.add(more);
  }
  return [...pages];
}

/** Those that the server opens to this reader, in the navigation or not. */
function openPages(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { pages } = (window as unknown as { REDUX_STATE: { pages: readonly { name: string }[] } })
      .REDUX_STATE;
    return pages.map(({ name }) => `/admin/pages/${name}`);
  });
}

async function pagesOf(page: Page, model: string): Promise<readonly string[]> {
  const list = `/admin/resources/${model}`;
  await page.goto(list);
  await page.locator('main h1').waitFor();
  const forms = await page
    .locator(`main a[href^="${list}/actions/"]`)
    .evaluateAll((all) => all.map((link) => new URL((link as HTMLAnchorElement).href).pathname));
  const { text } = await ask(page, `/admin/api/resources/${model}/actions/list?perPage=1`);
  const [record] = (JSON.parse(text) as ListAnswer).records;
  const actions = (record?.recordActions ?? []).filter(
    ({ name, component }) => component !== false && name !== 'delete',
  );
  return [...forms, ...actions.map(({ name }) => `${list}/records/${record!.id}/${name}`)];
}
