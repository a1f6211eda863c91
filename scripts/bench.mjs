// Speed and memory, always beside hand-written code that does the same work in the same run.
//
//   npm run bench -- [--n 100000,1000000] [--databases sqlite,mariadb,postgresql] [--parts ledger,dashboard,exports,web,forecast,reconciliation,reminders,messages,bot,copies,sealing]
//
// `exports` is every invoice as CSV and XLSX, beside a bare driver and bare exceljs.
// `dashboard` is the dashboard beside the same figures by hand, from the ledger and from a rollup.
// `ledger` is the import, pages one at a time, start-up and memory; `web` is many readers at once and a browser's first visit, beside
// AdminJS as it comes and a bare express, on MariaDB.
//
// `copies` is a backup made, proven and brought back, beside mysqldump, pg_dump and SQLite's own copies, each through gzip and age. It alone
// knows PostgreSQL.
//
// `forecast` is how near forecasts come, beside naive ones, on the series that BENCH_SERIES names; it needs no workload.
//
// `reconciliation` is the decision over 10,000 to a million transactions beside reading their rows, and how right it is; it needs none either.
//
// `reminders` is 10,000 reminders of 100,000 open invoices, planned and queued, beside the same by hand; it needs none.
//
// `messages` is 10,000 messages queued and sent, beside the same rows written by hand; it needs none.
//
// `bot` is the time from an update to its answer, beside a bare Telegraf bot; it needs none.
//
// `sealing` is 10,000 people written, listed and looked for, beside the same unsealed; it needs none.
//
// The workload's generator stands outside the repository: BENCH_DATASET names it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { benchForecast } from './bench/forecast.mjs';
import { percentiles, residentMiB, seconds } from './bench/measure.mjs';
import { command, createUser, environmentFor, serve, signIn } from './bench/product.mjs';
import { BOUNDED_COUNT_SQL, LIST_SQL, OPENING_SQL, STATEMENT_SQL } from './bench/statements.mjs';
import { generatorPath, makeWorkload } from './bench/workload.mjs';
import { root, run } from './installation.mjs';
import { startMariaDb, startPostgres } from './services.mjs';

await run(process.execPath, [join(root, 'scripts/generate.mjs')]);
await build();
// They use the built house, so they can be loaded now and not before.
const { openRaw } = await import('./bench/raw-database.mjs');
const { benchBot } = await import('./bench/bot.mjs');
const { benchCopies } = await import('./bench/copies.mjs');
const { benchDashboard } = await import('./bench/dashboard.mjs');
const { benchExports } = await import('./bench/exports.mjs');
const { benchReconciliation } = await import('./bench/reconciliation.mjs');
const { benchMessages } = await import('./bench/messages.mjs');
const { benchReminders } = await import('./bench/reminders.mjs');
const { benchSealing } = await import('./bench/sealing.mjs');
const { benchWeb } = await import('./bench/web.mjs');
const { rawImport } = await import('./bench/raw-import.mjs');

const IDLE_SECONDS = 5;

const { values: options } = parseArgs({
  options: {
    n: { type: 'string', default: '100000,1000000' },
    databases: { type: 'string', default: 'sqlite,mariadb' },
    parts: {
      type: 'string',
      default: 'ledger,dashboard,exports,web,copies,forecast,reconciliation,reminders,messages,bot,sealing',
    },
  },
});

const parts = options.parts.split(',');
const folder = await mkdtemp(join(tmpdir(), 'countinghouse-bench-'));
const needsLedger = parts.some(
  (part) => !['forecast', 'reconciliation', 'reminders', 'messages', 'bot', 'sealing'].includes(part),
);
const wants = (name) => needsLedger && options.databases.split(',').includes(name);
const servers = {
  mariadb: wants('mariadb') ? await startMariaDb() : null,
  postgresql: wants('postgresql') ? await startPostgres() : null,
};
try {
  if (parts.includes('forecast'))
    await benchForecast(folder, (await freshDatabase('sqlite', 'forecast')).env, line);
  if (parts.includes('reconciliation'))
    await benchReconciliation(folder, (label) => freshDatabase('sqlite', label), line);
  if (parts.includes('reminders')) await benchReminders(await freshDatabase('sqlite', 'reminders'), line);
  if (parts.includes('messages')) await benchMessages(await freshDatabase('sqlite', 'messages'), line);
  if (parts.includes('sealing')) await benchSealing(await freshDatabase('sqlite', 'sealing'), line);
  if (parts.includes('bot')) await benchBot(folder, await freshDatabase('sqlite', 'bot'), line);
  if (needsLedger) for (const n of options.n.split(',').map(Number)) await benchSize(n);
} finally {
  for (const server of Object.values(servers)) await server?.stop();
  await rm(folder, { recursive: true, force: true });
}

async function benchSize(n) {
  const file = await makeWorkload(folder, n);
  if (file === null) {
    console.error(`The generator of the workload is not at ${generatorPath}: set BENCH_DATASET to its path.`);
    process.exitCode = 1;
    return;
  }
  for (const name of options.databases.split(',')) await benchDatabase(name, n, file);
}

async function benchDatabase(name, n, file) {
  console.log(`\n${n.toLocaleString('en')} invoices on ${name}`);
  const product = await freshDatabase(name, `product_${n}`);
  if (parts.includes('ledger')) await benchImport(n, file, product, await freshDatabase(name, `raw_${n}`));
  else await command(['import', 'invoices', file, '--create-missing', '--json'], product.env);
  await createUser(product.env);
  if (parts.includes('ledger')) await benchPages(product);
  if (parts.includes('dashboard')) await benchDashboard(product, line);
  if (parts.includes('exports')) await benchExports(product, folder, line);
  if (parts.includes('web') && name === 'mariadb') await benchWeb(product, line);
  if (parts.includes('copies'))
    await benchCopies(product, (label) => freshDatabase(name, `${label}_${n}`), folder, line);
}

async function freshDatabase(name, label) {
  const url = name === 'sqlite' ? `file:${join(folder, `${label}.db`)}` : await newDatabase(name, label);
  const env = environmentFor(url, folder);
  await command(['migrate'], env);
  return { url, env };
}

async function newDatabase(name, label) {
  const url = new URL(servers[name].url);
  const statement = `create database ${label}`;
  if (name === 'postgresql') await run('psql', ['-q', url.href, '-c', statement]);
  else await inMariaDb(url.href, statement);
  url.pathname = `/${label}`;
  return url.href;
}

async function inMariaDb(url, statement) {
  const server = await openRaw(url);
  await server.all(statement);
  await server.close();
}

async function benchImport(n, file, product, yardstick) {
  const db = await openRaw(yardstick.url);
  const raw = await seconds(async () => {
    await db.begin();
    const rows = await rawImport(file, db.importer());
    await db.commit();
    return rows;
  });
  await db.close();
  const { seconds: took, result } = await seconds(() =>
    command(['import', 'invoices', file, '--create-missing', '--json'], product.env),
  );
  const report = JSON.parse(result.output);
  const accounted = report.created + report.unchanged + report.failed;
  const speeds = { raw: n / raw.seconds, product: report.rows / took };
  line(
    'import',
    `${speed(speeds.product)} rows/s; by hand ${speed(speeds.raw)} rows/s; ratio ${(speeds.product / speeds.raw).toFixed(2)}`,
  );
  line(
    'every row accounted for',
    `${report.rows} read = ${accounted} (${report.created} created, ${report.failed} failed)`,
  );
  line('most memory of the import', `${Math.round(result.peakMiB)} MiB`);
}

async function benchPages(product) {
  const house = await serve(product.env);
  const db = await openRaw(product.url);
  try {
    line('start-up', `${house.startSeconds.toFixed(2)} s`);
    await new Promise((resolve) => setTimeout(resolve, IDLE_SECONDS * 1000));
    line('idle memory', `${Math.round(residentMiB(house.pid))} MiB`);
    const read = await signIn(house.base);
    const representative = (
      await db.all(
        'select representative_id as id, count(*) as n from invoice group by representative_id order by n desc limit 1',
      )
    )[0].id;
    await benchList(read, db);
    await benchStatement(read, db, representative);
    line('memory after the pages', `${Math.round(residentMiB(house.pid))} MiB`);
  } finally {
    await db.close();
    await house.stop();
  }
}

async function benchList(read, db) {
  const page = await percentiles(() =>
    read('/admin/api/resources/Invoice/actions/list?perPage=25&sortBy=issueDate&direction=desc'),
  );
  const sql = await percentiles(async () => {
    await db.all(LIST_SQL);
    await db.all(BOUNDED_COUNT_SQL);
  });
  compare('invoice list page over HTTP', page, sql);
}

async function benchStatement(read, db, representative) {
  const [from, to] = ['2026-09-01', '2026-09-30'];
  const page = await percentiles(() =>
    read(`/admin/x/billing/representatives/${representative}/statement?from=${from}&to=${to}&currency=EUR`),
  );
  const sql = await percentiles(async () => {
    await db.all(STATEMENT_SQL, [representative, from, to, representative, from, to]);
    await db.all(OPENING_SQL, [representative, from, representative, from]);
  });
  compare('statement of account over HTTP', page, sql);
}

function compare(what, page, sql) {
  const figures = (each) => `p50 ${each.p50.toFixed(2)} ms, p95 ${each.p95.toFixed(2)} ms`;
  line(
    what,
    `${figures(page)}; the same SQL ${figures(sql)}; ratio at p50 ${(page.p50 / sql.p50).toFixed(1)}`,
  );
}

function line(what, figure) {
  console.log(`  ${what.padEnd(32)} ${figure}`);
}

function speed(rowsPerSecond) {
  return Math.round(rowsPerSecond).toLocaleString('en');
}
