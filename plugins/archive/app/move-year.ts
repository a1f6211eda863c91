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
import { rowsByTable, tableOf } from './moved-tables.js';
import { RowDigest } from './row-digest.js';
import type { YearFiles } from './year-files.js';
import type { ArchivedYears, FileCopy, YearReport } from './years.js';

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

export interface MoveAsked {
  readonly year: number;
  /** places of backups that get a copy of the file: their ids or names, or written out as `backup make --to` takes them */
  readonly to: readonly string[];
  /** of whoever watches over it; null: the command line */
  readonly jobId: string | null;
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
  /** names of the places that have a copy */
  readonly copies: readonly string[];
}

/** What one table gives: as many rows, and the digest of their values. */
interface TableDigest {
  readonly rows: number;
  readonly digest: string;
}

type Digests = ReadonlyMap<MovedModel, TableDigest>;

/**
 * Writes the records of a closed year that may go into a file, reads the file back, puts its copies into their places and proves them
 * there, and takes the records out of the ledger: in one transaction, which first finds the same records with the same values again.
 * Whatever happens before its end, the ledger is whole; what is left is a file that nobody asks for, and the next start replaces it.
 * Refuses `year-not-closed`, `year-moved`, `year-nothing`, `year-changed` when somebody changed a record meanwhile, `year-overtaken` when
 * somebody else began to move it, `year-unproven` when the file does not give back what was written, and what its places refuse.
 */
export function makeMoveYear(needs: MoveNeeds) {
  return async (actor: Actor, asked: MoveAsked, run: Progress): Promise<Result<MovedYearReport, Refusal>> => {
    const fileName = yearFileName(asked.year);
    const chosen = await needs.chosen();
    try {
      const moved = await moveYear(needs, actor, { ...asked, fileName, chosen }, run);
      if (moved.ok) return moved;
      const { years, database, files } = needs;
      await years.failed(database.queries, fileName, JSON.stringify(moved.error));
      await files.remove(fileName);
      return moved;
    } finally {
      await chosen.remove();
    }
  };
}

export function yearFileName(year: number): string {
  return `closed-year-${year}-${newId()}.tar.gz.age`;
}

async function moveYear(
  needs: MoveNeeds,
  actor: Actor,
  begun: Begun,
  run: Progress,
): Promise<Result<MovedYearReport, Refusal>> {
  const { archive, clock, database, files, years } = needs;
  const { year, to, fileName, chosen, jobId } = begun;
  const allowed = await archive.mayMove(database.queries, year);
  if (!allowed.ok) return allowed;
  const places = await files.places(to);
  if (!places.ok) return places;
  const tally = await chooseAll(needs, year, chosen);
  if (tally.invoices + tally.payments === 0) return err({ code: 'year-nothing', year });
  const before = await database.transaction((tx) =>
    years.begin(tx, { year, fileName, jobId, requestedBy: actor.userId, at: clock.now() }),
  );
  if (before !== null) await files.remove(before);
  const moved = await moveChosen(needs, actor, begun, run);
  if (!moved.ok) return moved;
  const { written, digests, copies } = moved.value;
  return ok({
    ...{ year, file: fileName, bytes: written.bytes, sha256: written.sha256 },
    ...{ ...tally.report(), copies: copies.map(({ name }) => name) },
    tables: rowsByTable(needs.tables, countsOf(digests)),
  });
}

async function chooseAll({ archive, database }: MoveNeeds, year: number, chosen: Chosen): Promise<Tally> {
  const tally = new Tally();
  for await (const choice of choose(archive, database.queries, year)) {
    tally.add(choice, await archive.amounts(database.queries, choice.goes));
    if (!isEmpty(choice.goes)) await chosen.add(choice.goes);
  }
  return tally;
}

interface Begun extends MoveAsked {
  readonly fileName: string;
  readonly chosen: Chosen;
}

interface Written {
  readonly written: WrittenArchive;
  readonly digests: Digests;
  readonly copies: readonly FileCopy[];
}

async function moveChosen(
  needs: MoveNeeds,
  actor: Actor,
  begun: Begun,
  { signal, progress }: Progress,
): Promise<Result<Written, Refusal>> {
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
  const copies: FileCopy[] = [];
  for (const place of to) {
    const copied = await files.copy({ ...written.value, fileName }, place, signal);
    if (!copied.ok) return copied;
    copies.push(copied.value);
  }
  const done: Written = { written: written.value, digests, copies };
  const taken = await database.transaction((tx) => takeOut(needs, tx, actor, begun, done));
  return taken.ok ? ok(done) : taken;
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
  { written, digests, copies }: Written,
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
  await years.moved(tx, { year, sha256, bytes, manifest: JSON.stringify(written.manifest), copies, at });
  await tx.audit({
    actor,
    action: 'archive.move-year',
    entity: 'ArchivedYear',
    entityId: known.id,
    after: { year, file: fileName, sha256, tables: rowsByTable(needs.tables, countsOf(digests)) },
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

function countsOf(digests: Digests): readonly (readonly [MovedModel, number])[] {
  return [...digests].map(([model, { rows }]) => [model, rows] as const);
}
