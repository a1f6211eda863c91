// A backup of the whole house made and brought back by the command line, beside what an administrator would type: `mysqldump | gzip | age` and
// back by `mysql`, or SQLite's own `.backup`, which neither compresses nor encrypts.
import { execFile, spawnSync } from 'node:child_process';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { seconds } from './measure.mjs';
import { command } from './product.mjs';

const runFile = promisify(execFile);
/** Without `pipefail` a dump that broke off would count as made. */
const shell = (line) => runFile('bash', ['-o', 'pipefail', '-c', line], { maxBuffer: 1e8 });
const isThere = (name) => spawnSync(name, ['--version']).error === undefined;

/**
 * @param {{ url: string, env: object }} product a house with its invoices
 * @param {(label: string) => Promise<{ url: string, env: object }>} fresh makes a migrated database of the same kind, and one to restore into
 * @param {string} folder for files of this run
 * @param {(what: string, figure: string) => void} line prints one figure
 */
export async function benchCopies(product, fresh, folder, line) {
  const place = join(folder, 'copies');
  await mkdir(place, { recursive: true });
  try {
    const house = { ...product.env, STORAGE: join(place, 'storage') };
    const idle = await command(['backup', 'identity', '--reveal', '--json'], house);
    const { recipient, identity } = JSON.parse(idle.output);
    const made = await seconds(() =>
      command(['backup', 'make', '--to', `file:${place}`, '--json'], product.env),
    );
    const { file, bytes, tables } = JSON.parse(made.result.output);
    const target = await fresh('restored');
    const env = { ...target.env, STORAGE: join(place, 'another-storage') };
    const restored = await seconds(() => command(['backup', 'restore', file, '--json'], env));
    const rows = tables.reduce((sum, each) => sum + each.rows, 0);
    line('backup', `${rows.toLocaleString('en')} rows, ${mebibytes(bytes)} MiB, ${recipient.slice(0, 8)}…`);
    const bare = product.url.startsWith('mysql')
      ? await dumpAndLoad(product, await fresh('loaded'), { place, recipient, identity })
      : await copySqlite(product, place);
    compare(line, bare.name, { make: made.seconds, restore: restored.seconds }, bare);
    const above = (run) => Math.round(run.result.peakMiB - idle.peakMiB);
    line('memory above idle', `making ${above(made)} MiB, bringing back ${above(restored)} MiB`);
  } finally {
    await rm(place, { recursive: true });
  }
}

function compare(line, name, product, bare) {
  for (const what of ['make', 'restore']) {
    if (bare[what] === null) continue;
    const ratio = (product[what] / bare[what]).toFixed(2);
    const theirs = what === 'make' ? name : 'back';
    line(what, `${product[what].toFixed(1)} s; ${theirs} ${bare[what].toFixed(1)} s; ratio ${ratio}`);
  }
}

async function dumpAndLoad({ url }, loaded, { place, recipient, identity }) {
  if (!isThere('mysqldump') || !isThere('age')) return { name: 'not installed', make: null, restore: null };
  const dump = join(place, 'dump.sql.gz.age');
  const key = join(place, 'key');
  await shell(`umask 077; echo ${identity} > ${key}`);
  const make = await seconds(() =>
    shell(`mysqldump --single-transaction ${wordsOf(url)} | gzip | age -r ${recipient} > ${dump}`),
  );
  const restore = await seconds(() =>
    shell(`age -d -i ${key} ${dump} | gunzip | mysql ${wordsOf(loaded.url)}`),
  );
  const name = `mysqldump | gzip | age (${mebibytes((await stat(dump)).size)} MiB)`;
  return { name, make: make.seconds, restore: restore.seconds };
}

function wordsOf(url) {
  const { hostname, port, username, password, pathname } = new URL(url);
  return `-h ${hostname} -P ${port} -u ${username} -p${password} ${pathname.slice(1)}`;
}

/** What is opened again is the copy itself: there is nothing to bring back. */
async function copySqlite({ url }, place) {
  if (!isThere('sqlite3')) return { name: 'not installed', make: null, restore: null };
  const copy = join(place, 'copy.db');
  const back = join(place, 'back.db');
  const path = url.replace(/^file:/, '');
  const make = await seconds(() => runFile('sqlite3', [path, `.backup ${copy}`]));
  const packed = await seconds(() => shell(`gzip -c ${copy} > ${copy}.gz`));
  const restore = await seconds(() => runFile('sqlite3', [back, `.restore ${copy}`]));
  const name = `sqlite3 .backup (of it gzip ${packed.seconds.toFixed(1)} s)`;
  return { name, make: make.seconds + packed.seconds, restore: restore.seconds };
}

const mebibytes = (bytes) => (bytes / 1024 / 1024).toFixed(1);
