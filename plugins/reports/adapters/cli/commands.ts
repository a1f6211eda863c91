import { resolve } from 'node:path';
import type { CliCall, CliCommand, CliOutcome } from '../../../../src/kernel/contributions.js';
import { LANGUAGES } from '../../../../src/kernel/permissions.js';
import { parseLocalDate } from '../../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { findReadableReport, reportsFor } from '../../app/find-report.js';
import { findInLibrary, libraryFor } from '../../app/library.js';
import type { FileParts } from '../../app/make-file.js';
import { readRows } from '../../app/preview-report.js';
import { runReport, settleDefinition, type ReportTerms } from '../../app/run-report.js';
import type { Reports } from '../../app/stored.js';
import { REPORT_FORMATS, type ReportDefinition } from '../../contract/definition.js';
import type { ReportPreview } from '../../contract/doors.js';
import { representativeByCode } from '../database/filter-values.js';

interface Parts extends FileParts {
  readonly reports: Reports;
}

/** More than that is a file's business. */
const PRINTED_ROWS = 1_000;

const spanOptions = [
  { name: 'from', kind: 'string', description: "first day, YYYY-MM-DD; default the report's own period" },
  { name: 'to', kind: 'string', description: 'last day, YYYY-MM-DD' },
  { name: 'param', kind: 'string', description: 'what the report leaves open: representative=CODE' },
  { name: 'language', kind: 'string', description: 'en, uk or ru' },
] as const;

/** `countinghouse report …`: the same reports as in the panel. */
export function reportCommands(parts: Parts): readonly CliCommand[] {
  return [
    {
      name: 'report list',
      description: 'ready reports and saved ones',
      run: (call) => listReports(parts, call),
    },
    {
      name: 'report show',
      description: 'the definition of a report',
      arguments: ['name'],
      run: async (call) => {
        const found = await definitionOf(parts, call);
        if (!found.ok) return found;
        return ok({ json: found.value, text: JSON.stringify(found.value, null, 2) });
      },
    },
    {
      name: 'report run',
      description: 'makes a report: prints it, or writes a file',
      arguments: ['name'],
      options: [
        ...spanOptions,
        { name: 'format', kind: 'string', description: 'xlsx, csv, pdf or json; default csv' },
        {
          name: 'to-file',
          kind: 'string',
          description: 'where to write it; without it the rows are printed',
        },
      ],
      run: (call) => runFromCommandLine(parts, call),
    },
  ];
}

async function listReports({ reports }: Parts, call: CliCall): Promise<Result<CliOutcome, Refusal>> {
  const { context, actor } = call;
  const ready = libraryFor(context, actor, actor.language);
  const saved = await reportsFor(reports, context, actor);
  const json = {
    library: ready.map(({ name, title }) => ({ name, title })),
    saved: saved.map(({ id, name }) => ({ id, name })),
  };
  const lines = [
    ...json.library.map(({ name, title }) => `${name.padEnd(40)}${title}`),
    ...json.saved.map(({ id, name }) => `${id.padEnd(40)}${name}`),
  ];
  return ok({ json, text: lines.join('\n') });
}

/** A saved one by its name or id, a ready one by its name. */
async function definitionOf({ reports }: Parts, call: CliCall): Promise<Result<ReportDefinition, Refusal>> {
  const { context, actor } = call;
  const [asked = ''] = call.arguments;
  const saved = (await reportsFor(reports, context, actor)).find(
    ({ id, name }) => id === asked || name === asked,
  );
  if (!saved) return findInLibrary(context, languageOf(call), asked);
  const found = await findReadableReport(reports, context, actor, saved.id);
  return found.ok ? ok({ ...found.value.definition, title: saved.name }) : found;
}

async function runFromCommandLine(parts: Parts, call: CliCall): Promise<Result<CliOutcome, Refusal>> {
  const { context, actor, options } = call;
  const terms = await termsOf(call);
  if (!terms.ok) return terms;
  const found = await definitionOf(parts, call);
  if (!found.ok) return found;
  const definition = settleDefinition(found.value, terms.value);
  if (!definition.ok) return definition;
  const language = languageOf(call);
  const signal = new AbortController().signal;
  const target = options['to-file'];
  if (typeof target !== 'string') {
    const read = await readRows(context, actor, definition.value, { language, signal, most: PRINTED_ROWS });
    return read.ok ? ok({ json: read.value, text: textOf(read.value) }) : read;
  }
  const wanted = options['format'] ?? 'csv';
  const format = REPORT_FORMATS.find((each) => each === wanted);
  if (!format) return err({ code: 'unknown-format', format: wanted, known: REPORT_FORMATS.join(', ') });
  const table = await runReport(context, actor, definition.value, language);
  if (!table.ok) return table;
  const path = resolve(target);
  const written = await parts.writers[format]({
    ...{ context, table: table.value, path, signal },
    onRows: () => undefined,
  });
  const json = { path, format, ...written };
  return ok({ json, text: [path, written.rows, written.digest].join('\n') });
}

/** Refuses `period-incomplete`, `unknown-parameter`, `unknown-representative`, and what parseLocalDate refuses. */
async function termsOf({ context, actor, options }: CliCall): Promise<Result<ReportTerms, Refusal>> {
  const { from, to, param } = options;
  if ((from === undefined) !== (to === undefined)) return err({ code: 'period-incomplete' });
  const first = typeof from === 'string' ? parseLocalDate(from) : null;
  if (first && !first.ok) return first;
  const last = typeof to === 'string' ? parseLocalDate(to) : null;
  if (last && !last.ok) return last;
  const period = first && last ? { period: { from: first.value, to: last.value } } : {};
  if (typeof param !== 'string') return ok(period);
  const [name, code = ''] = param.split('=');
  if (name !== 'representative') return err({ code: 'unknown-parameter', given: param });
  const representative = await representativeByCode(context, actor, code);
  if (representative === null) return err({ code: 'unknown-representative', given: code });
  return ok({ ...period, parameters: { representative } });
}

function languageOf({ actor, options }: CliCall) {
  return LANGUAGES.find((each) => each === options['language']) ?? actor.language;
}

/** Columns of equal width, figures to the right. */
function textOf({ title, period, columns, rows, totals, notes }: ReportPreview): string {
  const cells = [
    columns.map((column) => column.title),
    ...[...rows, ...totals].map((row) => row.cells.map((cell) => cell ?? '')),
  ];
  const widths = columns.map((_, place) => Math.max(...cells.map((row) => row[place]?.length ?? 0)));
  const lines = cells.map((row) =>
    row
      .map((cell, place) =>
        columns[place]?.role === 'key' ? cell.padEnd(widths[place] ?? 0) : cell.padStart(widths[place] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  return [`${title}, ${period.from} – ${period.to}`, '', ...lines, ...notes].join('\n');
}
