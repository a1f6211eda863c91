// Every invoice as a file, by the command line and by a hand-written program of its own process: seconds and the most memory of each.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../installation.mjs';
import { command, program } from './product.mjs';

/** @param {(what: string, figure: string) => void} line prints one figure */
export async function benchExports(product, folder, line) {
  const idle = await command(['report', 'list', '--json'], product.env);
  for (const format of ['csv', 'xlsx']) {
    const file = join(folder, `export.${format}`);
    const period = ['--from', '2000-01-01', '--to', '2099-12-31'];
    const made = await timed(() =>
      command(
        ['report', 'run', 'invoices', ...period, '--format', format, '--to-file', file, '--json'],
        product.env,
      ),
    );
    const { size } = await stat(file);
    const bare = await timed(() =>
      program([join(root, 'scripts/bench/bare-export.mjs'), format, product.url, file], product.env),
    );
    line(
      `all of them as ${format.toUpperCase()}`,
      `${made.seconds.toFixed(1)} s, ${(size / 2 ** 20).toFixed(0)} MiB, ${(made.peakMiB - idle.peakMiB).toFixed(0)} MiB above idle; by hand ${bare.seconds.toFixed(1)} s, ${bare.peakMiB.toFixed(0)} MiB: ${(made.seconds / bare.seconds).toFixed(2)} ×`,
    );
  }
}

async function timed(work) {
  const begun = performance.now();
  const { peakMiB } = await work();
  return { seconds: (performance.now() - begun) / 1000, peakMiB };
}
