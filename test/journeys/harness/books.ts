// What stood in the books before a story begins: entered by staff through the panel's own doors.
import type { Page } from 'playwright-core';
import { ask } from './panel.js';

export interface IssuedInvoice {
  readonly id: string;
  readonly number: string;
}

/** A representative who owes nothing, in the demo's office in Riga. Amounts are in EUR. */
export async function aRepresentative(staff: Page, name: string): Promise<string> {
  const fields = {
    code: name.toUpperCase().replaceAll(' ', '-'),
    name,
    officeId: await idOf(staff, 'Office', 'Riga'),
    geoId: await idOf(staff, 'Geo', 'North'),
    currency: 'EUR',
    active: true,
  };
  const made = await ask(staff, '/admin/api/resources/Representative/actions/new', fields);
  const { record } = JSON.parse(made.text) as { record?: { id: string | null; errors: object } };
  if (!record?.id) throw new Error(`The representative was refused: ${made.text}`);
  return record.id;
}

/** An issued invoice over `total` EUR, untaxed. */
export async function anInvoice(
  staff: Page,
  { representativeId, total, termDays }: { representativeId: string; total: string; termDays: number },
): Promise<IssuedInvoice> {
  const line = { description: 'Circuit', quantity: '1', unitPrice: total, taxRate: '0' };
  const id = await done(staff, 'Invoice/new-draft', [], {
    representativeId,
    termDays: `${termDays}`,
    lines: [line],
  });
  await done(staff, 'Invoice/issue', [id], {});
  const shown = await ask(staff, `/admin/api/resources/Invoice/records/${id}/show`);
  const { record } = JSON.parse(shown.text) as { record: { params: { number: string } } };
  return { id, number: record.params.number };
}

async function idOf(staff: Page, model: string, title: string): Promise<string> {
  const { text } = await ask(staff, `/admin/x/host/choices/${model}?q=${encodeURIComponent(title)}&limit=5`);
  const { choices } = JSON.parse(text) as { choices: readonly { id: string; title: string }[] };
  const found = choices.find((choice) => choice.title === title);
  if (!found) throw new Error(`The demo has no ${model} ${title}.`);
  return found.id;
}

/** Does an action; gives the id of the record whose page it leads to. */
async function done(
  staff: Page,
  action: string,
  ids: readonly string[],
  input: Readonly<Record<string, unknown>>,
): Promise<string> {
  const { status, text } = await ask(staff, `/admin/x/host/actions/${action}`, { ids, input });
  if (status !== 200) throw new Error(`${action} was refused: ${text}`);
  const { redirect } = JSON.parse(text) as { redirect: string | null };
  return /records\/([^/]+)\/show/.exec(redirect ?? '')?.[1] ?? '';
}
