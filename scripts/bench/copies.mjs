// A backup of the whole house made, proven and brought back by the command line, beside what an administrator would type: a dump of the server,
// of SQLite its own copy of pages and its dump, each through gzip and age.
import { execFile, spawnSync } from 'node:child_process';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
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
    const idle = await seconds(() => command(['backup', 'identity', '--reveal', '--json'], house));
    const { recipient, identity } = JSON.parse(idle.result.output);
    const { made, held } = await makeWatched(place, product.env);
    const { file, bytes, tables } = JSON.parse(made.result.output);
    const target = await fresh('restored');
    const env = { ...target.env, STORAGE: join(place, 'another-storage') };
    const restored = await seconds(() => command(['backup', 'restore', file, '--json'], env));
    const rows = tables.reduce((sum, each) => sum + each.rows, 0);
    line('backup', `${rows.toLocaleString('en')} rows, ${mebibytes(bytes)} MiB`);
    line('a command that does nothing', `${idle.seconds.toFixed(1)} s, in each of the times of ours below`);
    const key = join(place, 'key');
    await shell(`umask 077; echo ${identity} > ${key}`);
    for (const way of waysFor(product.url)) {
      const theirs = await measureWay(way, await way.commands({ product, fresh, place, recipient, key }));
      compare(line, theirs, { make: made.seconds, restore: restored.seconds });
    }
    const verified = await seconds(() => command(['backup', 'verify', file, '--json'], product.env));
    const drilled = await seconds(() => command(['backup', 'drill', file, '--json'], product.env));
    line('verify, drill', `${verified.seconds.toFixed(1)} s, ${drilled.seconds.toFixed(1)} s`);
    const above = (run) => `${Math.round(run.result.peakMiB - idle.result.peakMiB)} MiB`;
    line('memory above idle', `make ${above(made)}, restore ${above(restored)}, drill ${above(drilled)}`);
    line('event loop held by make', `${held} ms at p50, p99 and most`);
  } finally {
    await rm(place, { recursive: true });
  }
}

async function makeWatched(place, env) {
  const delays = join(place, 'delays.json');
  const watching = `--import ${new URL('loop-delay.mjs', import.meta.url).href}`;
  const made = await seconds(() =>
    command(['backup', 'make', '--to', `file:${place}`, '--json'], {
      ...{ ...env, NODE_OPTIONS: watching, LOOP_DELAY: delays },
    }),
  );
  const { p50, p99, most } = JSON.parse(await readFile(delays, 'utf8'));
  return { made, held: [p50, p99, most].map((each) => each.toFixed(1)).join(', ') };
}

function compare(line, { name, bytes, ...theirs }, ours) {
  for (const what of ['make', 'restore']) {
    const ratio = (ours[what] / theirs[what]).toFixed(2);
    const size = what === 'make' ? ` (${mebibytes(bytes)} MiB)` : '';
    line(what, `${ours[what].toFixed(1)} s; ${name}${size} ${theirs[what].toFixed(1)} s; ratio ${ratio}`);
  }
}

function waysFor(url) {
  const ways = url.startsWith('mysql') ? [MYSQL] : url.startsWith('postgresql') ? [POSTGRESQL] : SQLITE;
  return ways.filter(({ needs }) => [...needs, 'age'].every(isThere));
}

async function measureWay({ name }, { make, restore, packed }) {
  const making = await seconds(() => shell(make));
  const { size } = await stat(packed);
  const restoring = await seconds(() => shell(restore));
  await rm(packed);
  return { name, bytes: size, make: making.seconds, restore: restoring.seconds };
}

/** A way is two command lines that leave an encrypted file, and bring it back. */
const MYSQL = {
  ...{ name: 'mysqldump | gzip | age', needs: ['mysqldump', 'mysql'] },
  async commands({ product, fresh, ...rest }) {
    const words = ({ url }) => {
      const { hostname, port, username, password, pathname } = new URL(url);
      return `-h ${hostname} -P ${port} -u ${username} -p${password} ${pathname.slice(1)}`;
    };
    const dump = `mysqldump --single-transaction ${words(product)}`;
    return piped(dump, `mysql ${words(await fresh('loaded'))}`, rest);
  },
};

const POSTGRESQL = {
  ...{ name: 'pg_dump | gzip | age', needs: ['pg_dump', 'psql'] },
  async commands({ product, fresh, ...rest }) {
    const loaded = await fresh('loaded');
    return piped(`pg_dump --clean --if-exists ${product.url}`, `psql -q ${loaded.url} > /dev/null`, rest);
  },
};

const pathOf = ({ url }) => url.replace(/^file:/, '');

const SQLITE = [
  {
    ...{ name: 'sqlite3 .backup | gzip | age', needs: ['sqlite3'] },
    async commands({ product, place, recipient, key }) {
      const [copy, back, packed] = ['copy.db', 'back.db', 'pages.age'].map((each) => join(place, each));
      return {
        make: `sqlite3 ${pathOf(product)} '.backup ${copy}' && gzip -c ${copy} | age -r ${recipient} > ${packed} && rm ${copy}`,
        restore: `age -d -i ${key} ${packed} | gunzip > ${copy} && sqlite3 ${back} '.restore ${copy}' && rm ${copy} ${back}`,
        packed,
      };
    },
  },
  {
    ...{ name: 'sqlite3 .dump | gzip | age', needs: ['sqlite3'] },
    async commands({ product, place, ...rest }) {
      const loaded = join(place, 'loaded.db');
      const load = `sqlite3 ${loaded} && rm ${loaded}`;
      return piped(`sqlite3 ${pathOf(product)} .dump`, load, { place, ...rest });
    },
  },
];

function piped(dump, load, { place, recipient, key }) {
  const packed = join(place, 'dump.sql.gz.age');
  const [make, restore] = [
    `${dump} | gzip | age -r ${recipient} > ${packed}`,
    `age -d -i ${key} ${packed} | gunzip | ${load}`,
  ];
  return { make, restore, packed };
}

const mebibytes = (bytes) => (bytes / 1024 / 1024).toFixed(1);
