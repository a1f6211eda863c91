import type { CliCommand, CliCall, CliOutcome } from '../../../../src/kernel/contributions.js';
import { ok } from '../../../../src/values/result.js';
import { writtenAmounts } from '../written-amounts.js';
import { REASONS } from '../../domain/what-may-go.js';
import type { YearReport } from '../../app/years.js';
import { readYear } from '../read-year.js';
import { useCases } from '../../use-cases.js';

const archiveYear: CliCommand = {
  name: 'archive year',
  description: 'Moves what is settled of a closed year to a file; its totals stay in every report.',
  arguments: ['YEAR'],
  options: [
    {
      name: 'dry-run',
      kind: 'boolean',
      description: 'says what would go and what stays, and changes nothing',
    },
    {
      name: 'to',
      kind: 'strings',
      description:
        'a place that gets a copy of the file, proven before anything is removed: the name or id of a place of backups, file:FOLDER, or another kind of place',
    },
  ],
  async run(call) {
    const {
      context,
      actor,
      arguments: [text = ''],
      options,
    } = call;
    const year = readYear(text);
    if (!year.ok) return year;
    const { to = [] } = options;
    const { lookAtYear, moveYear } = context.use(useCases);
    if (options['dry-run'] === true) {
      const report = await lookAtYear(year.value);
      return report.ok ? ok(outcome(call, 'would-move', { dryRun: true, ...report.value })) : report;
    }
    const asked = { year: year.value, to: Array.isArray(to) ? (to as readonly string[]) : [], jobId: null };
    const moved = await moveYear(actor, asked, run(call));
    return moved.ok ? ok(outcome(call, 'moved', { dryRun: false, ...moved.value })) : moved;
  },
};

const archiveReturn: CliCommand = {
  name: 'archive return',
  description: 'Puts the records of a moved year back into the ledger, value for value.',
  arguments: ['YEAR'],
  options: [
    {
      name: 'file',
      kind: 'string',
      description: 'the file of the year; default the one that the house has kept',
    },
  ],
  async run(call) {
    const {
      context,
      actor,
      arguments: [text = ''],
      options,
    } = call;
    const year = readYear(text);
    if (!year.ok) return year;
    const path = typeof options['file'] === 'string' ? options['file'] : null;
    const returned = await context.use(useCases).returnYear(actor, { year: year.value, path }, run(call));
    if (!returned.ok) return returned;
    const say = sayer(call);
    const lines = returned.value.tables.map(({ table, rows }) => `  ${table}: ${rows}`);
    return ok({ json: returned.value, text: [say('returned', { year: year.value }), ...lines].join('\n') });
  },
};

export const commands: readonly CliCommand[] = [archiveYear, archiveReturn];

function run(call: CliCall) {
  let told = 0;
  return {
    signal: new AbortController().signal,
    progress: (records: number) => {
      if (records - told >= 100_000) call.note(String((told = records)));
      return Promise.resolve();
    },
  };
}

type Say = (key: string, facts: Readonly<Record<string, unknown>>) => string;

function sayer({ context, actor }: CliCall): Say {
  return (key, facts) => context.translator.text(actor.language, `archive:cli.${key}`, facts);
}

function outcome(
  call: CliCall,
  key: 'would-move' | 'moved',
  report: YearReport & { readonly dryRun: boolean; readonly file?: string },
): CliOutcome {
  const say = sayer(call);
  const { year, invoices, payments, stays, tables, file = '' } = report;
  const amounts = writtenAmounts(report.amounts);
  return {
    json: { ...report, amounts },
    text: [
      say(key, { year, invoices, payments, file }),
      ...amounts.map((each) => `  ${say('amount', { ...each })}`),
      ...tables.map(({ table, rows }) => `  ${table}: ${rows}`),
      ...REASONS.filter((reason) => stays[reason] > 0).map(
        (reason) => `  ${say(`stays.${reason}`, { count: stays[reason] })}`,
      ),
    ].join('\n'),
  };
}
