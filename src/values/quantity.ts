import { err, ok, type Refusal, type Result } from './result.js';

/** How many, in thousandths: 1.5 is 1500. */
export type Quantity = bigint & { readonly __quantity?: 'Quantity' };

export const THOUSANDTHS = 1000n;

/** Reads decimal text above zero: "3", "1.5". Refuses `not-a-quantity`. */
export function parseQuantity(text: string): Result<Quantity, Refusal> {
  const match = /^(\d{1,12})(?:\.(\d{1,3}))?$/.exec(text.trim());
  const thousandths = match ? BigInt((match[1] ?? '') + (match[2] ?? '').padEnd(3, '0')) : 0n;
  return thousandths > 0n ? ok(thousandths) : err({ code: 'not-a-quantity', value: text });
}

/** Decimal text without needless zeros: "1.5". */
export function formatQuantity(quantity: Quantity): string {
  const fraction = (quantity % THOUSANDTHS).toString().padStart(3, '0').replace(/0+$/, '');
  return `${quantity / THOUSANDTHS}${fraction === '' ? '' : `.${fraction}`}`;
}
