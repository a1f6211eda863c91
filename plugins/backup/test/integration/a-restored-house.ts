// Houses whose databases are copied into archives and brought back from them.
import { createHash } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Restoration, StoredRow, StoredTable } from '../../../../src/kernel/copies.js';
import { copyRules } from '../../../../src/host/copies/copy-rules.js';
import { proof } from '../../../../src/host/copies/host-proof.js';
import { DocumentsUnavailable } from '../../../../src/kernel/documents-unavailable.js';
import { definePlugin, type PluginContext } from '../../../../src/kernel/plugin.js';
import type { Ports } from '../../../../src/kernel/ports.js';
import { newId } from '../../../../src/values/ids.js';
import { ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { HouseDatabase } from '../../../../src/host/database/open-database.js';
import { admin, assembleTestHouse, type TestHouse } from '../../../../test/harness/house.js';
import { builtInPlugins } from '../../../index.js';
import { archiveFiles, archiveKeys, type ArchiveSource } from '../../contract/archive-file.js';
import type { RestoreOrder } from '../../app/restoring/restore-backup.js';
import { furtherRows, rowsForEveryTable } from './rows-for-every-table.js';

export interface RestoredHouse {
  readonly test: TestHouse;
  readonly context: PluginContext;
  close(): Promise<void>;
}

/** What the host says of its own models, without the rest of the host. */
const hostRules = definePlugin({
  ...{ name: 'host', version: '0.1.0', host: '^0.1.0', permissions: [] },
  register(house) {
    for (const rule of copyRules) house.copying(rule);
    house.proof(proof);
  },
});

const unused = (): Promise<never> => Promise.reject(new Error('this is not used here'));

/** Where a restoration is entered when it is done. */
export const WRITTEN_BY_IT = ['audit_entry', 'audit_content', 'audit_head'];

const NEVER = new AbortController().signal;

export async function openHouse(
  database: HouseDatabase,
  further: Partial<Ports> = {},
): Promise<RestoredHouse> {
  const documents = {
    ...{ letter: unused, chart: unused, picture: unused, html: () => Promise.resolve('') },
    pdf: () => Promise.reject(new DocumentsUnavailable('this test prints nothing', 'nothing')),
  };
  const plugins = [hostRules, ...builtInPlugins];
  const test = await assembleTestHouse(database, { plugins, ports: { documents, ...further } });
  return {
    test,
    context: test.house.context('backup'),
    async close() {
      test.close();
      await database.close();
    },
  };
}

/**
 * Rows in every table that copies keep.
 * @param further so many more, by table
 */
export async function fill(
  { context }: RestoredHouse,
  count: number,
  further: Readonly<Record<string, number>> = {},
): Promise<void> {
  const { copies } = context;
  const facts = { whole: false, madeAt: '2026-03-01T00:00:00.000Z', sha256: '0'.repeat(64) };
  const made = rowsForEveryTable(copies.tables, count);
  await copies.restore(admin, facts, async (here) => {
    for (const [table, rows] of made) {
      await here.insert(table, rows);
      for (const more of furtherRows(table, made, further[table.name] ?? 0)) await here.insert(table, more);
    }
    return ok(null);
  });
}

/** Changes rows as somebody would who does not know of copies. */
export async function change(
  { context }: RestoredHouse,
  work: Parameters<PluginContext['copies']['restore']>[2],
): Promise<void> {
  const facts = { whole: false, madeAt: '2026-03-01T00:00:00.000Z', sha256: '1'.repeat(64) };
  await context.copies.restore(admin, facts, work);
}

export async function rowsOf(
  here: Pick<Restoration, 'rows'>,
  table: StoredTable,
): Promise<readonly StoredRow[]> {
  const rows: StoredRow[] = [];
  for await (const batch of here.rows(table)) rows.push(...batch);
  return rows;
}

export const tableOf = ({ context }: RestoredHouse, name: string): StoredTable => {
  const table = context.copies.tables.find((each) => each.name === name);
  if (!table) throw new Error(`There is no table ${name}.`);
  return table;
};

/** A backup of everything, encrypted to the house's own key. @param files their content by their entry */
export async function archiveOf(
  { context }: RestoredHouse,
  sets: readonly string[] = [],
  files: Readonly<Record<string, string>> = {},
): Promise<Buffer> {
  const lock = await context.use(archiveKeys).lock();
  if (!lock.ok) throw new Error(lock.error.code);
  const into = new PassThrough();
  const content = buffer(into);
  await context.copies.snapshot((snapshot) =>
    context.use(archiveFiles).write(
      {
        manifest: {
          ...{ madeAt: snapshot.at.toISOString(), organisation: 'House', sets },
          ...{ schemaVersion: snapshot.schemaVersion, dialect: snapshot.dialect, rows: 'jsonl' },
        },
        tables: snapshot.tables
          .filter(({ rule }) => rule?.kept !== 'nowhere')
          .map((table) => ({ table, rows: () => snapshot.rows(table) })),
        files: Readable.from(
          Object.entries(files).map(([path, content]) => ({
            ...{ path, bytes: Buffer.byteLength(content) },
            open: () => Readable.from([Buffer.from(content)]),
          })),
        ),
        figures: () => context.copies.figures(snapshot),
        ...{ lock: lock.value, signal: NEVER, progress: () => Promise.resolve() },
      },
      into,
    ),
  );
  into.end();
  return content;
}

/** As a worker begins a job, once. */
export async function runJob({ test, context }: RestoredHouse, name: string, data: unknown): Promise<void> {
  const job = test.house.jobs.find(({ value }) => value.name === name);
  if (!job) throw new Error(`There is no job ${name}.`);
  await job.value.run({
    ...{ id: newId(), data: job.value.parse(data), attempt: 1, lastAttempt: true, context, signal: NEVER },
    progress: () => Promise.resolve(),
    effectOnce: (_key, effect) => context.database.transaction(effect),
  });
}

export const sourceOf =
  (archive: Buffer): ArchiveSource =>
  async () =>
    Readable.from(pieces(archive));

function* pieces(content: Buffer): Iterable<Buffer> {
  for (let from = 0; from < content.length; from += 65_536) yield content.subarray(from, from + 65_536);
}

export async function orderOf(
  { context }: RestoredHouse,
  archive: Buffer,
  order: Partial<RestoreOrder> = {},
): Promise<RestoreOrder> {
  return {
    ...{ source: sourceOf(archive), keys: await context.use(archiveKeys).keys(), wanted: { whole: true } },
    ...{ conflicts: 'refuse', replace: false, signal: NEVER },
    ...order,
  };
}

/** Every row of every table that copies keep, in words. */
export async function everythingIn({
  context,
}: RestoredHouse): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  await context.copies.snapshot(async (snapshot) => {
    for (const table of snapshot.tables) {
      const rows: string[] = [];
      for await (const batch of snapshot.rows(table)) rows.push(...batch.map(inWords));
      found.set(table.name, rows);
    }
  });
  return found;
}

/** SHA-256 over every value of every row, by table: equal where all of them are. In flat memory. */
export async function digestsIn({ context }: RestoredHouse): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  await context.copies.snapshot(async (snapshot) => {
    for (const table of snapshot.tables) {
      const digest = createHash('sha256');
      let count = 0;
      for await (const batch of snapshot.rows(table)) {
        digest.update(batch.map(inWords).join('\n'));
        count += batch.length;
      }
      found.set(table.name, `${count} rows: ${digest.digest('hex')}`);
    }
  });
  return found;
}

export function inWords(row: StoredRow): string {
  const entries = Object.entries(row).map(([column, value]) => [column, wordOf(value)] as const);
  return JSON.stringify(Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1))));
}

function wordOf(value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return createHash('sha256').update(value).digest('hex');
  return value;
}

export function valueOf<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
