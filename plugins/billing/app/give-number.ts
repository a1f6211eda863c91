import type { Transaction } from '../../../src/kernel/ports.js';
import { newId } from '../../../src/values/ids.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import { giveNumber } from '../domain/numbering.js';
import type { NumberSeries } from './ledger.js';
import type { NumberSeriesRecord } from './records.js';

/** The series with its row locked: whoever else wants a number of it waits. A series that is not there is made. */
export async function lockSeries(
  tx: Transaction,
  series: NumberSeries,
  asked: { readonly code: string; readonly purpose: 'invoice' | 'credit-note'; readonly at: Date },
): Promise<NumberSeriesRecord> {
  const found = await series.lockByCode(tx.queries, asked.code);
  if (found) return found;
  const first: NumberSeriesRecord = {
    id: newId(),
    code: asked.code,
    purpose: asked.purpose,
    prefix: `${asked.code}-{year}-`,
    padding: 5,
    year: 0,
    nextNumber: 1n,
    yearly: true,
  };
  await series.insertIfAbsent(tx.queries, first, asked.at);
  return (await series.lockByCode(tx.queries, asked.code)) ?? first;
}

/**
 * Takes the next number of a locked series: used up when the transaction commits, as if never given when it does not. One that a moved
 * record carries is passed over: it was given once.
 */
export async function takeNumber(
  tx: Transaction,
  series: NumberSeries,
  locked: NumberSeriesRecord,
  on: { readonly date: LocalDate; readonly at: Date },
): Promise<string> {
  let run = locked;
  for (;;) {
    const { number, year, nextNumber } = giveNumber(run, Number(on.date.slice(0, 4)));
    run = { ...run, year, nextNumber };
    if (await series.isMoved(tx.queries, locked.purpose, number)) continue;
    await series.advance(tx.queries, { id: locked.id, year, nextNumber }, on.at);
    return number;
  }
}
