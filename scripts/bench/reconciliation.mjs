// The decision over as many transactions as open invoices, beside reading the same rows from the database in the same process; and how
// its answers hold against what is true of payments whose truth is known because they were made. At 100,000 the doors of the work screen are
// measured as well.
import { join } from 'node:path';
import { root } from '../installation.mjs';
import { program } from './product.mjs';
import { benchWork } from './work.mjs';

/** A million is decided once: it is there for the growth. */
const SIZES = [
  { size: 10_000, runs: 3 },
  { size: 100_000, runs: 3 },
  { size: 1_000_000, runs: 1 },
];
/** What a work screen is asked to hold. */
const WORK = 100_000;
const CHILD = join(root, 'scripts/bench/decide.mjs');
const HEAP = '--max-old-space-size=8192';

/**
 * @param {(label: string) => Promise<{ url: string, env: object }>} freshDatabase
 * @param {(what: string, figure: string) => void} line prints one figure
 */
export async function benchReconciliation(folder, freshDatabase, line) {
  const bundle = join(folder, 'decide-bundle.mjs');
  await bundleTruth(bundle);
  let before = null;
  for (const { size, runs } of SIZES) {
    const { url, env } = await freshDatabase(`decide_${size}`);
    const file = url.replace(/^file:/, '');
    const child = (...words) => program([HEAP, CHILD, ...words, bundle, file, String(size)], env);
    await child('write', '1');
    const found = JSON.parse((await child('decide', String(runs))).output);
    if (before === null) console.log(`${found.table}\n`);
    line(
      `${found.movements.toLocaleString('en')} × ${found.invoices.toLocaleString('en')} invoices`,
      [
        `read in ${found.read.toFixed(2)} s, decided in ${found.decide.toFixed(2)} s: ${(found.decide / found.read).toFixed(1)} ×`,
        ...(before ? [`${(found.decide / before.decide).toFixed(1)} × the time of a tenth`] : []),
        `${found.links.toLocaleString('en')} links, ${(found.precision * 100).toFixed(3)} % right, ${(found.recall * 100).toFixed(2)} % of what can be told found, ${found.ties} links at ties`,
        `most memory ${Math.round(found.peakMiB)} MiB, ${Math.round(found.rowsMiB)} of it with the rows alone`,
      ].join('; '),
    );
    if (size === WORK) await benchWork({ url, env }, line);
    before = found;
  }
}

/** Specifications are not built, so what makes the payments is put together here. */
async function bundleTruth(outfile) {
  const { build } = await import('esbuild');
  const truth = './plugins/reconciliation/test/truth';
  const contents = `export * from '${truth}/generate.ts';
    export * from '${truth}/measure.ts';
    export * from './plugins/reconciliation/domain/decide/decide.ts';`;
  await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'warning',
  });
}
