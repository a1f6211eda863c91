// The workload: a deterministic ledger of N invoices, written as a file that both importers read.
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInterface } from 'node:readline';
import { root, run } from '../installation.mjs';

const GENERATOR = process.env.BENCH_DATASET ?? join(root, '..', 'shared', 'data', 'dataset.mjs');

/** @returns the path of invoices-<n>.csv, or null where the generator is not at hand. */
export async function makeWorkload(folder, n) {
  if (!existsSync(GENERATOR)) return null;
  const raw = join(folder, `raw-${n}`);
  const file = join(folder, `invoices-${n}.csv`);
  await mkdir(raw, { recursive: true });
  await run(process.execPath, [GENERATOR, '--n', String(n), '--out', raw]);
  await pipeline(ledgerOf(raw, await placesOf(raw)), createWriteStream(file));
  return file;
}

/** The office and the geo of each representative, by its number. */
async function placesOf(raw) {
  const places = new Map();
  for await (const [id, , , , office, geo] of rowsOf(join(raw, 'representatives.csv')))
    places.set(id, `OFFICE-${office},GEO-${geo}`);
  return places;
}

/** Rows of a file without its heading. No value of these has a comma or a quote in it. */
async function* rowsOf(path) {
  const lines = createInterface({
    input: createReadStream(path, { highWaterMark: 1 << 18 }),
    crlfDelay: Infinity,
  });
  let first = true;
  for await (const line of lines) {
    if (!first) yield line.split(',');
    first = false;
  }
}

export const generatorPath = GENERATOR;

/** Headings as a person would write them, amounts in units instead of cents; an invoice counts as paid on the day of its last payment. */
function ledgerOf(raw, places) {
  const output = new Transform({ transform: (chunk, _encoding, done) => done(null, chunk) });
  const write = async () => {
    const paidOn = lastPayments(raw);
    let batch = 'number,representative,office,geo,currency,issueDate,dueDate,amount,tax,paidAmount,paidOn\n';
    for await (const row of rowsOf(join(raw, 'invoices.csv'))) {
      const [id, number, representative, , , issueDate, dueDate, currency, , tax, total, paid] = row;
      const code = representative.padStart(5, '0');
      const money = `${units(total)},${units(tax)},${units(paid)}`;
      batch += `${number},REP-${code},${places.get(representative)},${currency},${issueDate},${dueDate},${money},${await paidOn(id)}\n`;
      if (batch.length < 1 << 18) continue;
      if (!output.write(batch)) await new Promise((resolve) => output.once('drain', resolve));
      batch = '';
    }
    output.end(batch);
  };
  write().catch((error) => output.destroy(error));
  return output;
}

/** Both files go by the invoices' numbers: they are read side by side. @returns the last day on which an invoice was paid, or '' */
function lastPayments(raw) {
  const payments = rowsOf(join(raw, 'payments.csv'));
  let next;
  return async (invoice) => {
    next ??= await payments.next();
    let day = '';
    while (!next.done && next.value[1] === invoice) {
      if (next.value[2] > day) day = next.value[2];
      next = await payments.next();
    }
    return day;
  };
}

function units(cents) {
  const digits = cents.padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
