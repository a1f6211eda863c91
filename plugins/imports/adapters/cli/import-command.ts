import { stat } from 'node:fs/promises';
import type { CliCall, CliCommand, CliOutcome, CliValue } from '../../../../src/kernel/contributions.js';
import type { Contributed } from '../../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { applyFile, checkFile, type ImportOutcome } from '../../app/import-file.js';
import type { ImportMode, ImportProfiles } from '../../app/import-runs.js';
import { findKind } from '../../app/known-kinds.js';
import { profilesOf } from '../../app/save-profile.js';
import { rowSentence } from '../../app/sentences.js';
import type { OpenTable } from '../../app/table.js';
import type { DateFormat, ImportKind, ImportMapping } from '../../contract/import-kind.js';
import { guessMapping } from '../../domain/guess-mapping.js';

const DATE_FORMATS: readonly string[] = ['ymd', 'dmy', 'mdy'];

/** `countinghouse import <kind> <file>`: reads the file where it is, in this process, in one transaction. */
export function importCommand(openTable: OpenTable, profiles: ImportProfiles): CliCommand {
  return {
    name: 'import',
    description: 'Takes in a CSV or XLSX file: representatives, invoices, payments, daily-entries.',
    arguments: ['kind', 'file'],
    options: [
      {
        name: 'profile',
        kind: 'string',
        description: 'A column mapping, shipped or saved; without it the headings are guessed.',
      },
      {
        name: 'skip-bad-rows',
        kind: 'boolean',
        description: 'Takes in the good rows; otherwise one bad row leaves everything as it was.',
      },
      {
        name: 'date-format',
        kind: 'string',
        description: 'ymd, dmy or mdy, where the column itself does not tell.',
      },
      { name: 'currency', kind: 'string', description: 'ISO 4217 code for rows without one.' },
      {
        name: 'create-missing',
        kind: 'boolean',
        description: 'Creates geos, offices and representatives that are not known yet.',
      },
      { name: 'check', kind: 'boolean', description: 'Only reports; writes nothing.' },
    ],
    run: (call) => importFromCommandLine(openTable, profiles, call),
  };
}

async function importFromCommandLine(
  openTable: OpenTable,
  profiles: ImportProfiles,
  call: CliCall,
): Promise<Result<CliOutcome, Refusal>> {
  const { context, actor, options } = call;
  const [kindName = '', path = ''] = call.arguments;
  const found = findKind(context, actor, kindName);
  if (!found.ok) return found;
  const file = await stat(path).catch(() => null);
  if (!file?.isFile()) return err({ code: 'no-such-file', file: path });
  const mapping = await mappingFor(openTable, profiles, call, found.value.value, path);
  if (!mapping.ok) return mapping;

  const task = {
    kind: found.value.value,
    context: found.value.context,
    actor,
    path,
    fileName: path.split('/').pop() ?? path,
    mapping: mapping.value,
    onProgress: everySecond((rows) =>
      call.note(context.translator.text(actor.language, 'imports:progress', { count: rows })),
    ),
  };
  const mode: ImportMode = options['skip-bad-rows'] === true ? 'skip-bad-rows' : 'all-or-nothing';
  const outcome =
    options['check'] === true
      ? await checkFile(openTable, task)
      : await applyFile(openTable, task, mode, (work) => context.database.transaction(work));
  return outcome.ok ? ok(report(call, found.value, outcome.value)) : outcome;
}

async function mappingFor(
  openTable: OpenTable,
  profiles: ImportProfiles,
  { context, options }: CliCall,
  kind: ImportKind,
  path: string,
): Promise<Result<ImportMapping, Refusal>> {
  const base = await baseMapping(openTable, profiles, context, kind, path, options['profile']);
  if (!base.ok) return base;
  const dateFormat = options['date-format'] ?? base.value.dateFormat;
  if (dateFormat !== 'detect' && !DATE_FORMATS.includes(String(dateFormat)))
    return err({ code: 'unknown-date-format', value: dateFormat });
  return ok({
    ...base.value,
    dateFormat: dateFormat as DateFormat | 'detect',
    currency: typeof options['currency'] === 'string' ? options['currency'] : base.value.currency,
    createMissing: options['create-missing'] === true || base.value.createMissing,
  });
}

async function baseMapping(
  openTable: OpenTable,
  profiles: ImportProfiles,
  context: CliCall['context'],
  kind: ImportKind,
  path: string,
  name: CliValue,
): Promise<Result<ImportMapping, Refusal>> {
  if (typeof name === 'string') {
    const known = await profilesOf(profiles, context, kind);
    const profile = known.find((candidate) => candidate.name === name);
    return profile
      ? ok(profile.mapping)
      : err({ code: 'unknown-profile', profile: name, known: known.map((each) => each.name).join(', ') });
  }
  const table = await openTable(path, 'utf-8');
  return table.ok ? ok(guessMapping(kind.fields, table.value.headings)) : table;
}

function report(
  { context, actor, options }: CliCall,
  kind: Contributed<ImportKind>,
  { tally, written }: ImportOutcome,
): CliOutcome {
  const { rows, created, unchanged, failed } = tally;
  const errors = tally.errors.map((failure) => ({
    line: failure.line,
    column: failure.column,
    code: failure.refusal.code,
    message: rowSentence(context, kind.plugin, actor.language, failure),
  }));
  const say = (key: string): string =>
    context.translator.text(actor.language, `imports:report.${key}`, { rows, created, unchanged, failed });
  const lines = errors
    .slice(0, 20)
    .map((each) => `  ${each.line}${each.column === null ? '' : ` ${each.column}`}: ${each.message}`);
  const heading =
    written || failed === 0 ? 'done' : options['check'] === true ? 'checked' : 'nothing-written';
  return {
    json: { rows, created, unchanged, failed, errors },
    text: [say(heading), ...lines].join('\n'),
    refused: failed > 0 && !written,
  };
}

function everySecond(say: (rows: number) => void): (tally: { rows: number }) => void {
  let said = performance.now();
  return ({ rows }) => {
    if (performance.now() - said < 1000) return;
    said = performance.now();
    say(rows);
  };
}
