import { tables } from '../../../imports/contract/tables.js';
import type { DateFormat, ImportMapping } from '../../../imports/contract/import-kind.js';
import type { CliCall, CliCommand, CliOutcome, CliValue } from '../../../../src/kernel/contributions.js';
import { isCurrency } from '../../../../src/values/currency.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { StatementFile } from '../../app/read-statements.js';
import { STATEMENT_PROFILES } from '../../app/statement-columns.js';
import type { Statement } from '../../domain/statement.js';
import { makeReadStatements } from '../statements/read-statements.js';

const read: CliCommand = {
  name: 'reconcile read',
  description: 'shows what a bank statement says: CSV, XLSX, OFX, MT940 or CAMT; nothing is kept',
  arguments: ['FILE'],
  options: [
    {
      name: 'profile',
      kind: 'string',
      description: 'a saved mapping of columns; default: by their headings',
    },
    { name: 'date-format', kind: 'string', description: 'ymd, dmy or mdy, where a table does not tell' },
    { name: 'currency', kind: 'string', description: 'ISO 4217, for rows of a table without one' },
  ],
  anyDatabase: true,
  async run(call) {
    const [path = ''] = call.arguments;
    const options = await readOptions(call);
    if (!options.ok) return options;
    const readStatements = makeReadStatements(call.context.use(tables));
    const file = await readStatements({ path, fileName: path.split('/').pop() ?? path }, options.value);
    return file.ok ? ok(outcomeOf(call, file.value)) : file;
  },
};

export const readerCommands: readonly CliCommand[] = [read];

interface Asked {
  readonly mapping: ImportMapping | null;
  readonly currency: string | null;
  readonly dateFormat: DateFormat | null;
}

async function readOptions({ context, options }: CliCall): Promise<Result<Asked, Refusal>> {
  const currency = textOf(options['currency'])?.toUpperCase() ?? null;
  if (currency !== null && !isCurrency(currency)) return err({ code: 'unknown-currency', value: currency });
  const dateFormat = textOf(options['date-format']);
  if (dateFormat !== null && !isDateFormat(dateFormat))
    return err({ code: 'unknown-date-format', value: dateFormat });
  const name = textOf(options['profile']);
  if (name === null) return ok({ mapping: null, currency, dateFormat });
  const profiles = await context.use(tables).profiles(STATEMENT_PROFILES);
  const profile = profiles.find((candidate) => candidate.name === name);
  return profile
    ? ok({ mapping: profile.mapping, currency, dateFormat })
    : err({ code: 'unknown-profile', profile: name, known: profiles.map((each) => each.name).join(', ') });
}

function textOf(value: CliValue): string | null {
  return typeof value === 'string' ? value : null;
}

function isDateFormat(text: string): text is DateFormat {
  return ['ymd', 'dmy', 'mdy'].includes(text);
}

function outcomeOf(call: CliCall, { format, statements }: StatementFile): CliOutcome {
  return {
    json: { format, statements },
    text: statements.map((statement) => textOfStatement(call, statement)).join('\n\n'),
  };
}

function textOfStatement({ context, actor }: CliCall, statement: Statement): string {
  const { account, currency, opening, closing, difference, transactions } = statement;
  const say = (key: string, facts: Record<string, unknown> = {}): string =>
    context.translator.text(actor.language, `reconciliation:cli.read.${key}`, facts);
  const rows = transactions.map((line) =>
    [
      line.bookedOn,
      line.amount.padStart(16),
      line.currency,
      [line.counterparty, line.reference, line.text].filter((part) => part !== null).join(' · '),
    ].join('  '),
  );
  const proof =
    difference === null ? say('unproven') : statement.balanced ? say('balanced') : say('off', { difference });
  return [
    `${account ?? say('no-account')} ${currency}`,
    `${say('opening').padEnd(10)}  ${(opening ?? '–').padStart(16)}`,
    ...rows,
    `${say('closing').padEnd(10)}  ${(closing ?? '–').padStart(16)}  ${proof}`,
  ].join('\n');
}
