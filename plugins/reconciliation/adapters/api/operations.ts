import { z } from 'zod';
import { defineOperation, type ApiOperation, type ApiRefusal } from '../../../../src/kernel/contributions.js';
import { err, ok, type Refusal } from '../../../../src/values/result.js';
import { houseDay } from '../../app/house-day.js';
import { lineView } from '../../app/shown.js';
import { recentRuns } from '../../app/show-runs.js';
import { startRun } from '../../app/start-run.js';
import { summaryOf } from '../../app/summary.js';
import { seesTheBank } from '../../app/access.js';
import { TRANSACTION_STATES, WAITING } from '../../contract/work.js';
import { useCases } from '../../use-cases.js';
import { fileNameOf } from '../database/statement-names.js';
import { runParts } from '../http/run-routes.js';
import { parts, partsIn, readPlace, reason, statesOf, version, writePlace } from '../read-given.js';

const READ = 'reconciliation.read';
const SETTLE = 'reconciliation.settle';
const RUNS_MOST = 100;

const id = z.uuid().meta({ example: '0199a3f0-6b1c-7c3e-9f52-0f4e2a8d1c77' });
const byId = z.strictObject({ id });
const amount = z
  .string()
  .meta({ description: 'In units of the currency, money in positive', example: '1234.50' });

const line = z
  .object({
    id,
    version: z.int(),
    account: z.object({ id, name: z.string() }),
    bookedOn: z.iso.date(),
    valueOn: z.iso.date().nullable(),
    amount,
    left: amount.meta({ description: 'What is left to settle, with the sign of the amount' }),
    currency: z.string().meta({ description: 'ISO 4217', example: 'EUR' }),
    counterparty: z.string().nullable(),
    counterpartyAccount: z.string().nullable(),
    reference: z.string().nullable(),
    text: z.string().nullable(),
    state: z.enum(TRANSACTION_STATES),
    rule: z.string().nullable(),
    isExact: z.boolean(),
    note: z.string().nullable(),
  })
  .meta({ id: 'BankTransactionLine' });

const transaction = line
  .extend({
    statement: z.object({ id, fileName: z.string() }),
    candidates: z.array(z.looseObject({ rule: z.string(), isExact: z.boolean() })),
    settlements: z.array(z.looseObject({ id, rule: z.string(), undoneAt: z.string().nullable() })),
  })
  .meta({ id: 'BankTransaction' });

const list = defineOperation({
  name: 'reconciliation.list-transactions',
  method: 'GET',
  path: '/reconciliation/transactions',
  permission: READ,
  summary: 'List bank transactions',
  description: 'Those that wait, the earliest first, unless another state is asked for.',
  parameters: z.strictObject({
    account: id.optional(),
    statement: id.optional(),
    state: z.enum([...TRANSACTION_STATES, WAITING]).optional(),
    limit: z
      .string()
      .regex(/^(?:[1-9]\d?|100)$/)
      .transform(Number)
      .default(25)
      .meta({ description: 'Records on a page, 1 to 100', example: '25' }),
    cursor: z
      .string()
      .max(400)
      .regex(/^[\w-]+$/)
      .optional()
      .meta({ description: 'From `next` of the page before' }),
  }),
  answer: {
    status: 200,
    schema: z
      .object({ data: z.array(line), next: z.string().nullable() })
      .meta({ id: 'BankTransactionPage' }),
  },
  async handle(request) {
    const { context, actor, language, parameters } = request;
    const after = readPlace(parameters.cursor);
    if (!after.ok) return err({ ...after.error, status: 400 as const });
    const { work, needs } = context.use(useCases);
    const { account, statement, state, limit } = parameters;
    const asked = {
      ...{ accountId: account ?? null, statementId: statement ?? null, after: after.value },
      ...{ states: statesOf(state) ?? [], rule: null, term: null, limit: limit + 1 },
    };
    const found = seesTheBank(actor) ? await work.lines(context.database.queries, asked) : [];
    const lines = found.slice(0, limit);
    const last = found.length > limit ? lines.at(-1) : undefined;
    return ok({
      data: lines.map((each) => lineView({ translator: needs.translator, language }, each)),
      next: last ? request.next(writePlace(last)) : null,
    });
  },
});

const read = defineOperation({
  name: 'reconciliation.read-transaction',
  method: 'GET',
  path: '/reconciliation/transactions/{id}',
  permission: READ,
  summary: 'Read a bank transaction with its candidates and what became of it',
  parameters: byId,
  answer: { status: 200, schema: transaction },
  refusals: [404],
  async handle({ context, actor, language, parameters }) {
    const shown = await context.use(useCases).showTransaction(actor, language, parameters.id);
    return shown.ok ? shown : refused(shown.error);
  },
});

const settle = defineOperation({
  name: 'reconciliation.settle-transaction',
  method: 'POST',
  path: '/reconciliation/transactions/{id}/settle',
  permission: SETTLE,
  answerPermission: READ,
  summary: 'Settle a bank transaction by hand',
  description: 'Σ of the parts is at most what is left; what is not named stays open.',
  parameters: byId,
  body: z.strictObject({ version, parts }).meta({ id: 'BankTransactionSettling' }),
  answer: { status: 200, schema: transaction },
  refusals: [404],
  async handle({ context, actor, parameters, body }) {
    const asked = { transactionId: parameters.id, version: body.version };
    const settled = await context
      .use(useCases)
      .settleByHand(actor, asked, (currency) => partsIn(body.parts, currency));
    return settled.ok ? settled : refused(settled.error);
  },
  answered: ({ context, actor, language, parameters }) =>
    transactionShown(context.use(useCases).showTransaction(actor, language, parameters.id)),
});

const ignore = defineOperation({
  name: 'reconciliation.ignore-transaction',
  method: 'POST',
  path: '/reconciliation/transactions/{id}/ignore',
  permission: SETTLE,
  answerPermission: READ,
  summary: 'Ignore a bank transaction, and say why',
  parameters: byId,
  body: z.strictObject({ version, reason }).meta({ id: 'BankTransactionIgnoring' }),
  answer: { status: 200, schema: transaction },
  refusals: [404],
  async handle({ context, actor, parameters, body }) {
    const asked = { ...body, transactionId: parameters.id };
    const ignored = await context.use(useCases).ignoreTransaction(actor, asked);
    return ignored.ok ? ignored : refused(ignored.error);
  },
  answered: ({ context, actor, language, parameters }) =>
    transactionShown(context.use(useCases).showTransaction(actor, language, parameters.id)),
});

const undo = defineOperation({
  name: 'reconciliation.undo-settlement',
  method: 'POST',
  path: '/reconciliation/settlements/{id}/undo',
  permission: SETTLE,
  answerPermission: READ,
  summary: 'Take back what a bank transaction became',
  parameters: byId,
  answer: { status: 200, schema: transaction },
  refusals: [404],
  async handle({ context, actor, parameters }) {
    const undone = await context.use(useCases).undoSettlement(actor, { settlementId: parameters.id });
    return undone.ok ? undone : refused(undone.error);
  },
  answered: ({ context, actor, language }, { transactionId }) =>
    transactionShown(context.use(useCases).showTransaction(actor, language, transactionId)),
});

const run = z
  .object({
    id,
    trigger: z.enum(['import', 'night', 'hand', 'command', 'api']),
    state: z.enum(['running', 'done', 'failed']),
    looked: z.int(),
    linked: z.int(),
    suggested: z.int(),
    unmatched: z.int(),
    writtenOff: z.int(),
    jobId: z
      .string()
      .nullable()
      .meta({ description: 'What starting it answered; null for the command line' }),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ReconciliationRun' });

const runs = defineOperation({
  name: 'reconciliation.list-runs',
  method: 'GET',
  path: '/reconciliation/runs',
  permission: READ,
  summary: 'The latest runs, and what came of each',
  answer: { status: 200, schema: z.object({ data: z.array(run) }).meta({ id: 'ReconciliationRuns' }) },
  handle: async (request) => ok({ data: await recentRuns(runParts(request), request.actor, RUNS_MOST) }),
});

const start = defineOperation({
  name: 'reconciliation.start-run',
  method: 'POST',
  path: '/reconciliation/runs',
  permission: SETTLE,
  summary: 'Start a run over everything that waits, or one statement',
  description: 'While one waits or runs, its job is the answer.',
  body: z.strictObject({ statement: id.optional() }).meta({ id: 'ReconciliationRunAsked' }),
  answer: {
    status: 200,
    schema: z.object({ jobId: z.string() }).meta({ id: 'ReconciliationRunStarted' }),
  },
  refusals: [404],
  async handle({ context, actor, body }) {
    const statementId = body.statement ?? null;
    if (statementId !== null && (await fileNameOf(context.database.queries, statementId)) === null)
      return err({ code: 'unknown-statement', status: 404 as const });
    return ok({ jobId: await startRun(context.jobs, actor, { trigger: 'api', statementId }) });
  },
});

const summary = defineOperation({
  name: 'reconciliation.read-summary',
  method: 'GET',
  path: '/reconciliation/summary',
  permission: READ,
  summary: 'How much is settled, and what stands between the bank’s balance and the books’',
  parameters: z.strictObject({ account: id.optional(), statement: id.optional() }),
  answer: {
    status: 200,
    schema: z
      .object({
        total: z.int(),
        settled: z.int(),
        suggested: z.int(),
        open: z.int(),
        ignored: z.int(),
        exact: z.int(),
        proofs: z.array(
          z.object({
            account: z.object({ id, name: z.string() }),
            currency: z.string(),
            asOf: z.iso.date(),
            bank: amount.nullable(),
            book: amount,
            differences: z.array(
              z.object({
                kind: z.enum(['open', 'ignored', 'fraction', 'statement', 'missing']),
                count: z.int(),
                amount: z.string(),
              }),
            ),
            isProved: z.boolean(),
          }),
        ),
      })
      .meta({ id: 'ReconciliationSummary' }),
  },
  async handle({ context, actor, parameters }) {
    const { work, needs } = context.use(useCases);
    const view = { accountId: parameters.account ?? null, statementId: parameters.statement ?? null };
    const { today } = await houseDay(needs);
    const { counts, proofs } = await summaryOf(work, context.database.queries, actor, view, today);
    return ok({ ...counts, proofs });
  },
});

export const applyOperations: readonly ApiOperation[] = [
  ...[list, read, settle, ignore],
  ...[undo, runs, start, summary],
];

async function transactionShown<Value>(
  shown: Promise<{ readonly ok: true; readonly value: Value } | { readonly ok: false }>,
): Promise<Value | null> {
  const found = await shown;
  return found.ok ? found.value : null;
}

/** Of the record that the address names: a 404; changed meanwhile: a 412; of anything else, a 422. */
function refused(refusal: Refusal): { readonly ok: false; readonly error: ApiRefusal } {
  if (refusal.code === 'unknown-transaction' || refusal.code === 'unknown-settlement')
    return err({ ...refusal, status: 404 });
  if (refusal.code === 'changed-meanwhile') return err({ ...refusal, status: 412 });
  return err({ ...refusal, status: 422 });
}
