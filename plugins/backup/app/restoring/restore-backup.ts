import {
  DanglingReference,
  TakenValue,
  type Copies,
  type Restoration,
  type Scratch,
} from '../../../../src/kernel/copies.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type {
  ArchiveFiles,
  ArchiveSource,
  CheckedArchive,
  Keys,
  Manifest,
} from '../../contract/archive-file.js';
import type { TableEffect } from '../../domain/effect.js';
import { firstDifference, type FigureDifference } from '../../domain/figures.js';
import { isWhole, type ConflictPolicy, type Wanted } from '../../domain/wanted.js';
import { refusingNoRoom } from '../no-room.js';
import { chooseRecords } from './choose-records.js';
import type { PutFiles } from './put-files.js';
import { bringDirectly } from './restore-directly.js';
import { bringChosen, lookAtChosen } from './restore-chosen.js';
import { bringWhole, isEmptyHouse, isWithoutRows, lookAtWhole, type WholeCopy } from './restore-whole.js';
import type { CountRows, FindRows, Side } from './sides.js';
import { fillScratch } from './fill-scratch.js';

export interface RestoreParts {
  readonly findRows: FindRows;
  readonly countRows: CountRows;
  readonly putFiles: PutFiles;
  readonly archives: (context: PluginContext) => ArchiveFiles;
}

export interface RestoreOrder {
  readonly source: ArchiveSource;
  readonly keys: Keys;
  readonly wanted: Wanted;
  readonly conflicts: ConflictPolicy;
  /** all of a copy may come back over a house in use, and takes away what it has not */
  readonly replace: boolean;
  /** the archive that somebody looked at: no other is taken */
  readonly sha256?: string;
  readonly signal: AbortSignal;
  /** records so far */
  readonly progress?: (records: number) => Promise<void>;
  /** what is written with the rows; refuses: none of them comes */
  readonly within?: (here: Restoration) => Promise<Result<null, Refusal>>;
}

export interface RestoreOutcome {
  readonly manifest: Manifest;
  readonly sha256: string;
  readonly tables: readonly TableEffect[];
  readonly files: number;
}

/**
 * What a restoration would do; nothing is changed. Refuses what `ArchiveFiles.check` refuses, `archive-newer-schema`, `restore-partial`,
 * `restore-not-empty`, `restore-other-archive`, `no-room-to-unpack`, and of chosen records what chooseRecords and lookAtChosen refuse.
 */
export function makeLookAtRestoration(parts: RestoreParts) {
  return (context: PluginContext, order: RestoreOrder) => refusingNoRoom(() => look(parts, context, order));
}

async function look(
  parts: RestoreParts,
  context: PluginContext,
  order: RestoreOrder,
): Promise<Result<RestoreOutcome, Refusal>> {
  const checked = await checkArchive(parts, context, order);
  if (!checked.ok) return checked;
  const { manifest, sha256 } = checked.value;
  const { copies } = context;
  return inScratch({ parts, context, order, checked: checked.value }, async (scratch) => {
    const now = await context.database.now();
    return copies.snapshot(async (snapshot) => {
      const seen = await lookAt(parts, copies, { order, scratch, here: snapshot, now });
      return seen.ok
        ? ok({ manifest, sha256, tables: seen.value, files: filesOf(order, manifest).length })
        : seen;
    });
  });
}

/**
 * Brings an archive back, all of what is wanted or nothing. Refuses what the look at it refuses, and `restored-differs` { figure,
 * expected, found } when a figure of the manifest is another afterwards, `restore-dangling` { table, target },
 * `restore-taken` { table }.
 */
export function makeRestoreBackup(parts: RestoreParts) {
  return (context: PluginContext, actor: Actor, order: RestoreOrder) =>
    refusingNoRoom(() => restore(parts, context, actor, order));
}

async function restore(
  parts: RestoreParts,
  context: PluginContext,
  actor: Actor,
  order: RestoreOrder,
): Promise<Result<RestoreOutcome, Refusal>> {
  const checked = await checkArchive(parts, context, order);
  if (!checked.ok) return checked;
  const bring = { parts, context, actor, order, checked: checked.value };
  try {
    return (await isForEmptyTables(bring)) ? await restoreDirectly(bring) : await restoreCompared(bring);
  } catch (error) {
    if (error instanceof TakenValue) return err({ code: 'restore-taken', table: error.table });
    if (!(error instanceof DanglingReference)) throw error;
    return err({ code: 'restore-dangling', table: error.table, target: error.target });
  }
}

interface Bring {
  readonly parts: RestoreParts;
  readonly context: PluginContext;
  readonly actor: Actor;
  readonly order: RestoreOrder;
  readonly checked: CheckedArchive;
}

async function checkArchive(
  { archives }: RestoreParts,
  context: PluginContext,
  { source, keys, wanted, sha256, signal }: RestoreOrder,
): Promise<Result<CheckedArchive, Refusal>> {
  const checked = await archives(context).check(source, keys, signal);
  if (!checked.ok) return checked;
  if (sha256 !== undefined && checked.value.sha256 !== sha256) return err({ code: 'restore-other-archive' });
  const { schemaVersion, sets } = checked.value.manifest;
  const { migrations } = context.copies;
  if (!migrations.includes(schemaVersion))
    return err({ code: 'archive-newer-schema', theirs: schemaVersion, ours: migrations.at(-1) });
  if (isWhole(wanted) && sets.length > 0) return err({ code: 'restore-partial', sets: sets.join(', ') });
  return checked;
}

/** Nothing is there that it could be compared with: then it need not go through a scratch. */
async function isForEmptyTables({ context, order, checked }: Bring): Promise<boolean> {
  const { copies } = context;
  if (!isWhole(order.wanted) || checked.manifest.schemaVersion !== copies.migrations.at(-1)) return false;
  return copies.snapshot((snapshot) => isWithoutRows(copies.tables, snapshot));
}

async function restoreDirectly(bring: Bring): Promise<Result<RestoreOutcome, Refusal>> {
  const { parts, context, order, checked } = bring;
  return committing(bring, async (here, now) => {
    if (!(await isWithoutRows(context.copies.tables, here))) return err({ code: 'restore-not-empty' });
    return bringDirectly(parts.archives(context), context.copies.tables, {
      ...{ here, now },
      order: { ...order, checked },
    });
  });
}

function restoreCompared(bring: Bring): Promise<Result<RestoreOutcome, Refusal>> {
  const { parts, context, order } = bring;
  return inScratch(bring, (scratch) =>
    committing(bring, async (here, now) => {
      const work = { order, scratch, here, now };
      const whole = await wholeCopyOf(parts, context.copies, work);
      if (!whole.ok) return whole;
      if (whole.value) return ok(await bringWhole(whole.value, here));
      const chosen = await chosenCopyOf(parts, context.copies, work);
      return chosen.ok ? bringChosen(chosen.value, here) : chosen;
    }),
  );
}

/** All or nothing: the rows, and the files that rows speak of. */
async function committing(
  bring: Bring,
  work: (here: Restoration, now: Date) => Promise<Result<readonly TableEffect[], Refusal>>,
): Promise<Result<RestoreOutcome, Refusal>> {
  const { parts, context, actor, order, checked } = bring;
  const { manifest, sha256 } = checked;
  const now = await context.database.now();
  const files = filesOf(order, manifest);
  const put = await parts.putFiles(context, {
    ...{ ...order, checked, files },
    archives: parts.archives(context),
  });
  if (!put.ok) return put;
  const facts = { whole: isWhole(order.wanted), madeAt: manifest.madeAt, sha256 };
  let isDone = false;
  try {
    const brought = await context.copies.restore(
      actor,
      facts,
      async (here): Promise<Result<readonly TableEffect[], Refusal>> => {
        order.signal.throwIfAborted();
        const tables = await work(here, now);
        if (!tables.ok) return tables;
        const differing = facts.whole ? await differenceOf(bring, here, tables.value) : null;
        if (differing) return err({ code: 'restored-differs', ...differing });
        const written = await order.within?.(here);
        return written?.ok === false ? written : tables;
      },
    );
    if (!brought.ok) return brought;
    isDone = true;
    const { kept } = put.value;
    if (kept.length > 0) context.log.warn({ files: kept }, 'files of the house were not overwritten');
    return ok({ manifest, sha256, tables: brought.value, files: files.length - kept.length });
  } finally {
    if (!isDone) await put.value.takeBack();
  }
}

const TRAIL = 'AuditEntry';
const TRAIL_FIGURES = 'host.audit';

/** Figures of the trail are the house's own where the trail is. An older schema may have known a figure that is not computed any more. */
async function differenceOf(
  { context: { copies }, checked: { manifest } }: Bring,
  here: Restoration,
  tables: readonly TableEffect[],
): Promise<FigureDifference | null> {
  const keepsTrail = tables.some(({ model, kept }) => model === TRAIL && kept > 0);
  const isOlder = manifest.schemaVersion !== copies.migrations.at(-1);
  const found = await copies.figures(here);
  return firstDifference(
    manifest.figures,
    found,
    (figure) => (keepsTrail && figure.startsWith(TRAIL_FIGURES)) || (isOlder && !(figure in found)),
  );
}

function inScratch<T>(
  { parts, context, order, checked }: Omit<Bring, 'actor'>,
  work: (scratch: Scratch) => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  return context.copies.scratch(async (scratch) => {
    const filled = await fillScratch(parts.archives(context), scratch, { ...order, checked });
    if (!filled.ok) return filled;
    await scratch.migrate();
    return work(scratch);
  }, checked.manifest.schemaVersion);
}

interface Work {
  readonly order: RestoreOrder;
  readonly scratch: Scratch;
  readonly here: Side;
  readonly now: Date;
}

async function lookAt(
  parts: RestoreParts,
  copies: Copies,
  work: Work,
): Promise<Result<readonly TableEffect[], Refusal>> {
  const whole = await wholeCopyOf(parts, copies, work);
  if (!whole.ok) return whole;
  if (whole.value) return ok(await lookAtWhole(whole.value));
  const chosen = await chosenCopyOf(parts, copies, work);
  return chosen.ok ? lookAtChosen(chosen.value) : chosen;
}

/** Null: records are chosen. Refuses `restore-not-empty`. */
async function wholeCopyOf(
  { countRows }: RestoreParts,
  { tables }: Copies,
  { order, scratch, here, now }: Work,
): Promise<Result<WholeCopy | null, Refusal>> {
  if (!isWhole(order.wanted)) return ok(null);
  const isInUse = !(await isEmptyHouse(tables, here));
  if (isInUse && !order.replace) return err({ code: 'restore-not-empty' });
  return ok({ tables, now, isInUse, countRows, sides: { copied: copyIn(scratch), here } });
}

async function chosenCopyOf(
  { findRows }: RestoreParts,
  { tables }: Copies,
  { order, scratch, here, now }: Work,
) {
  const { wanted, conflicts } = order;
  if (isWhole(wanted)) throw new Error('All of the copy is wanted.');
  const sides = { copied: copyIn(scratch), here };
  const chosen = await chooseRecords(findRows, tables, sides, wanted);
  return chosen.ok ? ok({ tables, sides, now, conflicts, chosen: chosen.value }) : chosen;
}

function copyIn(scratch: Scratch): Side {
  return { queries: scratch.database.queries, rows: (table) => scratch.rows(table) };
}

function filesOf({ wanted }: RestoreOrder, { files }: Manifest): Manifest['files'] {
  return isWhole(wanted) ? files : [];
}
