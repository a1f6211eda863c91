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
  await pipeline(ledgerOf(join(raw, 'invoices.csv')), createWriteStream(file));
  return file;
}

export const generatorPath = GENERATOR;

/** Headings as a person would write them, amounts in units instead of cents. */
function ledgerOf(path) {
  const lines = createInterface({
    input: createReadStream(path, { highWaterMark: 1 << 18 }),
    crlfDelay: Infinity,
  });
  const output = new Transform({ transform: (chunk, _encoding, done) => done(null, chunk) });
  const write = async () => {
    let batch = 'number,representative,currency,issueDate,dueDate,amount,tax,paidAmount\n';
    let first = true;
    for await (const line of lines) {
      if (first) {
        first = false;
        continue;
      }
      const [, number, representative, , , issueDate, dueDate, currency, , tax, total, paid] =
        line.split(',');
      batch += `${number},REP-${representative.padStart(5, '0')},${currency},${issueDate},${dueDate},${units(total)},${units(tax)},${units(paid)}\n`;
      if (batch.length < 1 << 18) continue;
      if (!output.write(batch)) await new Promise((resolve) => output.once('drain', resolve));
      batch = '';
    }
    output.end(batch);
  };
  write().catch((error) => output.destroy(error));
  return output;
}

function units(cents) {
  const digits = cents.padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
