import { createHash } from 'node:crypto';
import { z } from 'zod';
import { defineOperation, type ApiOperation } from '../../../../src/kernel/contributions.js';
import { parseLocalDate, type LocalDate } from '../../../../src/values/local-date.js';
import { err, ok } from '../../../../src/values/result.js';
import { scopeOfSharedRows } from '../../../billing/contract/row-scope.js';
import { startRunAfterImport } from '../../app/run-after-import.js';
import type { TakenStatement } from '../../app/take-statements.js';
import { writtenPlainly } from '../../domain/account-identifier.js';
import { proveStatement } from '../../domain/prove-statement.js';
import type { Statement } from '../../domain/statement.js';
import { intake } from '../../intake.js';
import { accountLines } from '../account-lines.js';
import { statementViews } from '../database/statement-views.js';

const MOST_LINES = 5_000;

const id = z.uuid().meta({ example: '0199a3f0-6b1c-7c3e-9f52-0f4e2a8d1c77' });
const amount = z
  .string()
  .regex(/^-?\d{1,18}(?:\.\d{1,5})?$/)
  .meta({ description: 'Decimal text, money in is positive', example: '-12.34' });
const date = z.iso
  .date()
  .refine((text) => parseLocalDate(text).ok)
  .transform((text) => text as LocalDate)
  .meta({ description: 'A business day, `YYYY-MM-DD`', example: '2026-03-31' });
const dayOut = z.iso.date().nullable();
/** PostgreSQL stores no NUL. */
// eslint-disable-next-line no-control-regex
const WITHOUT_NUL = new RegExp('^[^\\u0000]*$');
const text = (most: number) => z.string().trim().min(1).max(most).regex(WITHOUT_NUL).nullable().default(null);
const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .meta({ description: 'ISO 4217', example: 'EUR' });
const named = z.object({ id, name: z.string() });

const account = z
  .object({
    id,
    name: z.string(),
    identifier: z.string(),
    currency,
    kind: z.enum(['bank', 'gateway']),
    lastStatementOn: dayOut.meta({ description: 'The day to which its statements reach' }),
    dueOn: dayOut.meta({ description: 'The day by which the next one should be here' }),
    isLate: z.boolean(),
    open: z.int().meta({ description: 'Transactions that wait' }),
  })
  .meta({ id: 'BankAccount' });

const statement = z
  .object({
    id,
    account: named,
    format: z.string(),
    fileName: z.string(),
    reference: z.string().nullable(),
    from: dayOut,
    to: dayOut,
    currency,
    opening: z.string().nullable(),
    closing: z.string().nullable(),
    difference: z.string().nullable().meta({ description: 'closing − opening − movements' }),
    overrideReason: z.string().nullable(),
    lines: z.int(),
    added: z.int().meta({ description: 'Of the lines, those that were new' }),
    settled: z.int().meta({ description: 'Of those added, settled or ignored' }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'BankStatement' });

const line = z.strictObject({
  bookedOn: date,
  valueOn: date.nullable().default(null),
  amount,
  endToEndId: text(140),
  bankReference: text(140),
  counterparty: text(190),
  account: text(64),
  text: text(2_000),
});

const body = z
  .strictObject({
    account: z.string().trim().min(1).max(64).meta({ description: 'IBAN or number, as statements name it' }),
    currency,
    reference: text(64),
    from: date.nullable().default(null),
    to: date.nullable().default(null),
    opening: amount.nullable().default(null),
    closing: amount.nullable().default(null),
    overrideReason: text(500),
    lines: z.array(line).max(MOST_LINES),
  })
  .meta({ id: 'BankStatementGiven' });

const listAccounts = defineOperation({
  name: 'reconciliation.list-accounts',
  method: 'GET',
  path: '/reconciliation/accounts',
  permission: 'reconciliation.read',
  summary: 'List bank accounts',
  description: 'Those whose statement is late come first.',
  answer: { status: 200, schema: z.object({ data: z.array(account) }).meta({ id: 'BankAccountList' }) },
  handle: async (request) => ok({ data: await accountLines(request) }),
});

const listed = z.strictObject({
  accountId: id.optional(),
  limit: z
    .string()
    .regex(/^(?:[1-9]\d?|100)$/)
    .transform(Number)
    .default(25)
    .meta({ description: 'Records on a page, 1 to 100', example: '25' }),
  cursor: id.optional().meta({ description: 'From `next` of the page before' }),
});

const listStatements = defineOperation({
  name: 'reconciliation.list-statements',
  method: 'GET',
  path: '/reconciliation/statements',
  permission: 'reconciliation.read',
  summary: 'List bank statements, the last taken first',
  parameters: listed,
  answer: {
    status: 200,
    schema: z
      .object({
        data: z.array(statement),
        next: z
          .string()
          .nullable()
          .meta({ description: 'The address of the next page; null on the last one' }),
      })
      .meta({ id: 'BankStatementPage' }),
  },
  async handle({ context, actor, parameters: { accountId, limit, cursor }, next }) {
    const rows = await statementViews(context.database.queries, scopeOfSharedRows(actor), {
      limit: limit + 1,
      ...(accountId === undefined ? {} : { accountId }),
      ...(cursor === undefined ? {} : { before: cursor }),
    });
    const data = rows.slice(0, limit);
    return ok({ data, next: rows.length > limit ? next(data.at(-1)!.id) : null });
  },
});

const getStatement = defineOperation({
  name: 'reconciliation.get-statement',
  method: 'GET',
  path: '/reconciliation/statements/{id}',
  permission: 'reconciliation.read',
  summary: 'Get a bank statement',
  parameters: z.strictObject({ id }),
  answer: { status: 200, schema: statement },
  refusals: [404],
  async handle({ context, actor, parameters }) {
    const asked = { ids: [parameters.id], limit: 1 };
    const [found] = await statementViews(context.database.queries, scopeOfSharedRows(actor), asked);
    return found ? ok(found) : err({ code: 'unknown-statement', status: 404 as const });
  },
});

const takeStatement = defineOperation({
  name: 'reconciliation.take-statement',
  method: 'POST',
  path: '/reconciliation/statements',
  permission: 'reconciliation.import',
  answerPermission: 'reconciliation.read',
  fieldPermissions: ['reconciliation.override'],
  summary: 'Take a bank statement',
  description:
    'Lines that are here already add nothing. Opening + lines = closing is verified; what does not add up needs a reason, and ' +
    '`reconciliation.override`. Files of banks are read in the panel and by `countinghouse reconcile import`.',
  body,
  answer: { status: 201, schema: statement, location: '/reconciliation/statements' },
  async handle({ context, actor, body: given }) {
    const taken = await context.use(intake).takeStatements(actor, {
      file: { format: 'api', statements: [statementOf(given)] },
      fileName: 'API',
      fileDigest: createHash('sha256').update(JSON.stringify(given)).digest('hex'),
      ...{ account: null, open: [], overrideReason: given.overrideReason },
    });
    return taken.ok ? ok(taken.value[0]!) : taken;
  },
  async answered({ context, actor }, taken: TakenStatement) {
    await startRunAfterImport(context.jobs, actor, [taken]);
    const asked = { ids: [taken.statementId], limit: 1 };
    const [view] = await statementViews(context.database.queries, scopeOfSharedRows(actor), asked);
    return view;
  },
});

export const statementOperations: readonly ApiOperation[] = [
  listAccounts,
  listStatements,
  getStatement,
  takeStatement,
];

function statementOf({ lines, account: named, currency: code, ...given }: z.infer<typeof body>): Statement {
  const { reference, from, to, opening, closing } = given;
  return proveStatement({
    ...{ account: named, currency: code, reference, from, to, opening, closing },
    transactions: lines.map((one) => ({
      ...one,
      account: one.account === null ? null : writtenPlainly(one.account),
      currency: code,
      reference: one.endToEndId ?? one.bankReference,
    })),
  });
}
