import { access } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import type { CliCall, CliCommand, CliOutcome } from '../../../../src/kernel/contributions.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { ArchiveSource } from '../../contract/archive-file.js';
import type {
  makeLookAtRestoration,
  makeRestoreBackup,
  RestoreOutcome,
} from '../../app/restoring/restore-backup.js';
import { drillFile, drillNewest, type DrillOutcome, type DrillParts } from '../../app/drills/run-drill.js';
import { totalOf } from '../../domain/effect.js';
import { CONFLICT_POLICIES, type ConflictPolicy, type Wanted } from '../../domain/wanted.js';
import { keyOptions, keysAsked } from './read-asked.js';

export interface CommandParts extends DrillParts {
  readonly look: ReturnType<typeof makeLookAtRestoration>;
  readonly restore: ReturnType<typeof makeRestoreBackup>;
}

/** `countinghouse backup restore`, `backup drill`. */
export function restoreCommands(parts: CommandParts): readonly CliCommand[] {
  return [
    {
      name: 'backup restore',
      description: 'Brings a backup back: all of it or nothing.',
      arguments: ['file'],
      options: [
        ...keyOptions,
        { name: 'dry-run', kind: 'boolean', description: 'says what would be done, and does nothing' },
        {
          name: 'replace',
          kind: 'boolean',
          description: 'over a house in use: what the backup has not is removed',
        },
        {
          name: 'representative',
          kind: 'strings',
          description:
            'code or id: this one alone, with everything that hangs on it; may be given several times',
        },
        {
          name: 'invoice',
          kind: 'strings',
          description:
            'number or id: this one alone, with everything that hangs on it; may be given several times',
        },
        {
          name: 'conflicts',
          kind: 'string',
          description:
            'what becomes of a chosen record that is here and is another: keep, overwrite or refuse; default refuse',
        },
      ],
      run: (call) => restoreFromCommandLine(parts, call),
    },
    {
      name: 'backup drill',
      description:
        'Restores a backup into a database of its own and compares every figure; the newest one when no file is named.',
      arguments: ['[file]'],
      options: keyOptions,
      run: (call) => drillFromCommandLine(parts, call),
    },
  ];
}

async function restoreFromCommandLine(
  { look, restore }: CommandParts,
  call: CliCall,
): Promise<Result<CliOutcome, Refusal>> {
  const { context, actor, options } = call;
  const source = await sourceOf(call);
  if (!source.ok) return source;
  const conflicts = conflictsOf(options['conflicts']);
  if (!conflicts.ok) return conflicts;
  const keys = await keysAsked(call);
  if (!keys.ok) return keys;
  const isDryRun = options['dry-run'] === true;
  const order = {
    ...{ source: source.value, keys: keys.value, conflicts: conflicts.value, wanted: wantedOf(call) },
    // Whoever only looks at a house in use wants to see what would be replaced.
    replace: options['replace'] === true || isDryRun,
    signal: new AbortController().signal,
  };
  const done = isDryRun ? await look(context, order) : await restore(context, actor, order);
  return done.ok ? ok(outcomeOf(call, done.value, isDryRun)) : done;
}

async function drillFromCommandLine(
  parts: CommandParts,
  call: CliCall,
): Promise<Result<CliOutcome, Refusal>> {
  const { context, actor } = call;
  const [file] = call.arguments;
  const practice = {
    ...{ actor, jobId: null, signal: new AbortController().signal },
    progress: () => Promise.resolve(),
  };
  if (file === undefined) {
    const done = await drillNewest(parts, context, practice);
    return done.ok ? ok(drilled(call, done.value)) : done;
  }
  const source = await sourceOf(call);
  if (!source.ok) return source;
  const keys = await keysAsked(call);
  if (!keys.ok) return keys;
  const opened = { path: resolve(file), source: source.value, keys: keys.value };
  return ok(drilled(call, await drillFile(parts, context, practice, opened)));
}

/** Refuses `file-unreadable`. */
async function sourceOf({ arguments: [file = ''] }: CliCall): Promise<Result<ArchiveSource, Refusal>> {
  const path = resolve(file);
  try {
    await access(path);
    return ok(async () => createReadStream(path));
  } catch {
    return err({ code: 'file-unreadable', file, reason: 'ENOENT' });
  }
}

/** Refuses `restore-unknown-policy` { given, known }. */
function conflictsOf(given: unknown): Result<ConflictPolicy, Refusal> {
  const policy = CONFLICT_POLICIES.find((each) => each === (given ?? 'refuse'));
  return policy
    ? ok(policy)
    : err({ code: 'restore-unknown-policy', given, known: CONFLICT_POLICIES.join(', ') });
}

function wantedOf({ options }: CliCall): Wanted {
  const named = (option: unknown): readonly string[] =>
    Array.isArray(option) ? option.map((each) => String(each)) : [];
  const chosen = {
    representatives: named(options['representative']),
    invoices: named(options['invoice']),
  };
  return chosen.representatives.length + chosen.invoices.length === 0 ? { whole: true } : chosen;
}

function outcomeOf(
  { context, actor }: CliCall,
  { manifest, sha256, tables, files }: RestoreOutcome,
  isDryRun: boolean,
): CliOutcome {
  const say = (key: string, facts = {}) =>
    context.translator.text(actor.language, `backup:restoration.${key}`, facts);
  const { added, changed, removed, kept } = totalOf(tables);
  const columns = ['added', 'changed', 'removed', 'kept'] as const;
  const lines = tables
    .filter((table) => columns.some((column) => table[column] > 0))
    .map((table) => [table.table, ...columns.map((column) => String(table[column]))]);
  const facts = { ...{ added, changed, removed, kept, files }, madeAt: manifest.madeAt };
  return {
    json: { dryRun: isDryRun, madeAt: manifest.madeAt, sha256, tables, files },
    text: [
      ...inColumns([[say('table'), ...columns.map((column) => say(column))], ...lines]),
      '',
      say(isDryRun ? 'wouldBe' : 'done', facts),
    ].join('\n'),
  };
}

/** The first to the left, figures to the right. */
function inColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, place) => Math.max(...rows.map((row) => row[place]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, place) => (place === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[place] ?? 0)))
      .join('  '),
  );
}

function drilled(
  { context, actor }: CliCall,
  { drillId, fileName, report, fault }: DrillOutcome,
): CliOutcome {
  const { translator } = context;
  const json = { id: drillId, file: fileName, passed: fault === null, fault, report };
  if (fault)
    return {
      json,
      text: translator.text(actor.language, `backup:refusals.${fault.code}`, fault),
      refused: true,
    };
  const facts = { fileName, figures: report?.figures.length ?? 0, tables: report?.tables.length ?? 0 };
  return { json, text: translator.text(actor.language, 'backup:drills.passed', facts) };
}
