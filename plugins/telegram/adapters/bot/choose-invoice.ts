import { invoicesView } from '../../../billing/contract/invoices-view.js';
import type { ScreenButton, Talk } from '../../contract/feature.js';
import { ownId, price } from './representative-words.js';

const OFFERED = 8;

/** A button for each of the newest open invoices, the beginning of a wizard. */
export async function invoiceButtons(
  talk: Talk,
  action: string,
): Promise<readonly (readonly ScreenButton[])[]> {
  const asked = { representativeId: ownId(talk), which: 'open', after: null, limit: OFFERED } as const;
  const found = await talk.context.use(invoicesView).page(talk.actor, asked);
  if (!found.ok) return [];
  return found.value.invoices.map(({ id, number, outstanding, currency }) => [
    { label: `${number}, ${price(talk, outstanding, currency)}`, action, args: [id] },
  ]);
}
