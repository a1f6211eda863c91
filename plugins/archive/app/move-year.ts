import type { StoredTable } from '../../../src/kernel/copies.js';
import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database, Transaction } from '../../../src/kernel/ports.js';
import type { Clock } from '../../../src/values/clock.js';
import { newId } from '../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { ArchivedTotals } from '../../analytics/contract/archived-totals.js';
import type { WrittenArchive } from '../../backup/contract/archive-file.js';
import {
  MOVED_MODELS,
  type LedgerIds,
  type MovedModel,
  type YearArchive,
} from '../../billing/contract/year-archive.js';
import { choose, isEmpty, Tally, type Chosen } from './choose.js';
import { RowDigest } from './row-digest.js';
import type { YearFiles } from './year-files.js';
import type { ArchivedYears, YearReport } from './years.js';

export interface MoveNeeds {
  readonly database: Database;
  readonly clock: Clock;
  readonly archive: YearArchive;
  readonly totals: ArchivedTotals;
  readonly years: ArchivedYears;
  readonly files: YearFiles;
  readonly chosen: () => Promise<Chosen>;
  /** of the whole house */
  readonly tables: readonly StoredTable[];
}

interface MoveAsked {
  readonly year: number;
  /** a folder that gets a copy of the file; null: the house alone has it */
  readonly to: string | null;
}

export interface Progress {
  readonly signal: AbortSignal;
  /** records so far */
  readonly progress: (records: number) => Promise<void>;
}

interface MovedYearReport extends YearReport {
  readonly file: string;
  readonly bytes: number;
  /** hexadecimal */
  readonly sha256: string;
}

/** What one table gives: as many rows, and the digest of their values. */
interface TableDigest {
  readonly rows: number;
  readonly digest: string;
}

type Digests = ReadonlyMap<MovedModel, TableDigest>;

/**
 * Writes the records of a closed year that may go into a file, reads the file back, and takes them out of the ledger: in one
 * transaction, which first finds the same records with the same values again. Whatever happens before its end, the ledger is whole; what
 * is left is a file that nobody asks for, and the next start replaces it. Refuses `year-not-closed`, `year-moved`, `year-nothing`,
 * `year-changed` when somebody changed a record meanwhile, `year-overtaken` when somebody else began to move it, `year-unproven` when
 * the file does not give back what was written, and what the file's place refuses.
 */
export function makeMoveYear(needs: MoveNeeds) {
  const { database, clock, archive, years, files } = needs;

  return async (
    actor: Actor,
    { year, to }: MoveAsked,
    run: Progress,
  ): Promise<Result<MovedYearReport, Refusal>> => {
    const allowed = await archive.mayMove(database.queries, year);
    if (!allowed.ok) return allowed;
    const chosen = await needs.chosen();
    try {
      const tally = await chooseAll(needs, year, chosen);
      if (tally.invoices + tally.payments === 0) return err({ code: 'year-nothing', year });
      const fileName = `closed-year-${year}-${newId()}.tar.gz.age`;
      const before = await database.transaction((tx) =>
        years.begin(tx, { year, fileName, requestedBy: actor.userId, at: clock.now() }),
      );
      if (before !== null) await files.remove(before);
      const moved = await moveChosen(needs, actor, { year, to, fileName, chosen }, run);
      if (!moved.ok) {
        await years.failed(database.queries, fileName, JSON.stringify(moved.error));
        await files.remove(fileName);
        return moved;
      }
      const { written, digests } = moved.value;
      return ok({
        ...{ year, file: fileName, bytes: written.bytes, sha256: written.sha256 },
        ...{ invoices: tally.invoices, payments: tally.payments, stays: tally.stays },
        tables: tablesOf(needs.tables, digests),
      });
    } finally {
      await chosen.remove();
    }
  };
}

/** What moving the year would do; nothing is changed. Refuses `year-not-closed`, `year-moved`. */
export function makeLookAtYear(needs: MoveNeeds) {
  const { database, archive } = needs;
  return async (year: number): Promise<Result<YearReport, Refusal>> => {
    const allowed = await archive.mayMove(database.queries, year);
    if (!allowed.ok) return allowed;
    const tally = new Tally();
    const rows = new Map<MovedModel, number>(MOVED_MODELS.map((model) => [model, 0]));
    for await (const choice of choose(archive, database.queries, year)) {
      tally.add(choice);
      for (const model of MOVED_MODELS) {
        const found = await archive.count(database.queries, model, choice.goes);
        rows.set(model, (rows.get(model) ?? 0) + found);
      }
    }
    const digests = new Map([...rows].map(([model, count]) => [model, { rows: count, digest: '' }]));
    return ok({
      ...{ year, invoices: tally.invoices, payments: tally.payments, stays: tally.stays },
      tables: tablesOf(needs.tables, digests),
    });
  };
}

async function chooseAll({ archive, database }: MoveNeeds, year: number, chosen: Chosen): Promise<Tally> {
  const tally = new Tally();
  for await (const choice of choose(archive, database.queries, year)) {
    tally.add(choice);
    if (!isEmpty(choice.goes)) await chosen.add(choice.goes);
  }
  return tally;
}

interface Begun extends MoveAsked {
  readonly fileName: string;
  readonly chosen: Chosen;
}

async function moveChosen(
  needs: MoveNeeds,
  actor: Actor,
  begun: Begun,
  { signal, progress }: Progress,
): Promise<Result<{ readonly written: WrittenArchive; readonly digests: Digests }, Refusal>> {
  const { archive, database, files } = needs;
  const { year, to, fileName, chosen } = begun;
  const digests = new Map<MovedModel, TableDigest>();
  const written = await files.write(fileName, {
    year,
    tables: MOVED_MODELS.map((model) => {
      const table = tableOf(needs.tables, model);
      return {
        table,
        async *rows() {
          const digest = digestOf(table);
          for await (const ids of chosen.ids()) {
            const rows = await archive.rows(database.queries, model, ids);
            digest.add(rows);
            yield rows;
          }
          digests.set(model, { rows: digest.count, digest: digest.end() });
        },
      };
    }),
    ...{ signal, progress },
  });
  if (!written.ok) return written;
  const proven = await readBack(needs, fileName, digests, signal);
  if (!proven.ok) return proven;
  if (to !== null) {
    const copied = await files.copy(fileName, to, written.value.sha256);
    if (!copied.ok) return copied;
  }
  const taken = await database.transaction((tx) => takeOut(needs, tx, actor, begun, written.value, digests));
  return taken.ok ? ok({ written: written.value, digests }) : taken;
}

/** The file gives the rows back as they were read, value by value. */
async function readBack(
  { files, tables }: MoveNeeds,
  fileName: string,
  digests: Digests,
  signal: AbortSignal,
): Promise<Result<true, Refusal>> {
  const found = new Map<string, RowDigest>();
  const read = await files.read({ fileName }, signal, (name) => {
    const model = MOVED_MODELS.find((each) => tableOf(tables, each).name === name);
    if (!model) return null;
    const digest = digestOf(tableOf(tables, model));
    found.set(model, digest);
    return (rows) => {
      digest.add(rows);
      return Promise.resolve();
    };
  });
  if (!read.ok) return read;
  const differs = MOVED_MODELS.find((model) => found.get(model)?.end() !== digests.get(model)?.digest);
  return differs ? err({ code: 'year-unproven', file: fileName, model: differs }) : ok(true);
}

async function takeOut(
  needs: MoveNeeds,
  tx: Transaction,
  actor: Actor,
  { year, fileName, chosen }: Begun,
  written: WrittenArchive,
  digests: Digests,
): Promise<Result<true, Refusal>> {
  const { archive, totals, years, clock } = needs;
  await archive.hold(tx, year);
  const known = await years.lock(tx, year);
  if (known?.fileName !== fileName) return err({ code: 'year-overtaken', year });
  const allowed = await archive.mayMove(tx.queries, year);
  if (!allowed.ok) return allowed;
  if (!(await isChosenStill(needs, tx, year, chosen))) return err({ code: 'year-changed', year });
  for (const [model, { digest: before }] of digests) {
    const digest = digestOf(tableOf(needs.tables, model));
    for await (const ids of chosen.ids()) digest.add(await archive.rows(tx.queries, model, ids));
    if (digest.end() !== before) return err({ code: 'year-changed', year });
  }
  for await (const ids of chosen.ids()) {
    await totals.keep(tx, year, ids);
    await archive.keepNames(tx, year, ids);
  }
  for (const model of MOVED_MODELS.toReversed()) {
    let removed = 0;
    for await (const ids of chosen.ids()) removed += await archive.remove(tx, model, ids);
    if (removed !== digests.get(model)?.rows) return err({ code: 'year-changed', year });
  }
  await totals.count(tx, year);
  const at = clock.now();
  await archive.markMoved(tx, year, at);
  const { sha256, bytes } = written;
  await years.moved(tx, { year, sha256, bytes, manifest: JSON.stringify(written.manifest), at });
  await tx.audit({
    actor,
    action: 'archive.move-year',
    entity: 'ArchivedYear',
    entityId: known.id,
    after: { year, file: fileName, sha256, tables: tablesOf(needs.tables, digests) },
  });
  return ok(true);
}

/** What may go is what was written, record by record. */
async function isChosenStill(
  { archive }: MoveNeeds,
  tx: Transaction,
  year: number,
  chosen: Chosen,
): Promise<boolean> {
  const before = chosen.ids()[Symbol.asyncIterator]();
  for await (const { goes } of choose(archive, tx.queries, year)) {
    if (isEmpty(goes)) continue;
    const { value } = (await before.next()) as { value: LedgerIds | undefined };
    if (JSON.stringify(value) !== JSON.stringify(goes)) return false;
  }
  return (await before.next()).done === true;
}

function digestOf({ columns }: StoredTable): RowDigest {
  return new RowDigest(columns.map(({ name }) => name));
}

export function tableOf(tables: readonly StoredTable[], model: MovedModel): StoredTable {
  const table = tables.find((each) => each.model === model);
  if (!table) throw new Error(`The schema has no ${model}.`);
  return table;
}

function tablesOf(tables: readonly StoredTable[], digests: Digests): YearReport['tables'] {
  return [...digests].map(([model, { rows }]) => ({ table: tableOf(tables, model).name, rows }));
}
