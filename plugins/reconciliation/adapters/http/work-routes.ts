import type { HttpReply, HttpRequest, HttpRoute } from '../../../../src/kernel/contributions.js';
import type { Refusal, Result } from '../../../../src/values/result.js';
import { houseDay } from '../../app/house-day.js';
import { invoiceChoices, payerChoices } from '../../app/choices.js';
import { lineView } from '../../app/shown.js';
import { summaryOf } from '../../app/summary.js';
import { seesTheBank } from '../../app/access.js';
import type { Done, WorkList, WorkSummary } from '../../contract/work.js';
import { writeOffAccountsOf } from '../../domain/write-off-accounts.js';
import { useCases, type ReconciliationUseCases } from '../../use-cases.js';
import {
  acceptance,
  exactOnes,
  ignoring,
  partsIn,
  readBody,
  readPlace,
  reopening,
  ruleOf,
  settling,
  statesOf,
  writePlace,
} from '../read-given.js';

const READ = 'reconciliation.read';
const SETTLE = 'reconciliation.settle';
const LINES_MOST = 200;
const LINES_USUAL = 50;
const TERM_MOST = 100;

const list: HttpRoute = {
  method: 'GET',
  path: '/work',
  permission: READ,
  async handle({ context, actor, language, query }) {
    const states = statesOf(query['state']);
    const after = readPlace(query['after']);
    if (!after.ok) return { status: 400, refusal: after.error };
    if (!states) return { status: 400, refusal: { code: 'request-malformed' } };
    const limit = Math.min(LINES_MOST, Math.max(1, Number(query['limit']) || LINES_USUAL));
    const { work, needs } = context.use(useCases);
    const asked = {
      ...{ ...viewOf(query), states, after: after.value, limit: limit + 1 },
      rule: ruleOf(query['rule']),
      term: query['term']?.trim().slice(0, TERM_MOST) || null,
    };
    const found = seesTheBank(actor) ? await work.lines(context.database.queries, asked) : [];
    const lines = found.slice(0, limit);
    const last = found.length > limit ? lines.at(-1) : undefined;
    const json: WorkList = {
      transactions: lines.map((line) => lineView({ translator: needs.translator, language }, line)),
      next: last ? writePlace(last) : null,
    };
    return { json };
  },
};

const summary: HttpRoute = {
  method: 'GET',
  path: '/work/summary',
  permission: READ,
  async handle({ context, actor, query }) {
    const { work, needs } = context.use(useCases);
    const { today } = await houseDay(needs);
    const found = await summaryOf(work, context.database.queries, actor, viewOf(query), today);
    const json: WorkSummary = {
      ...found.counts,
      maySettle: context.may(actor, SETTLE),
      writeOffAccounts: writeOffAccountsOf(await needs.settings()),
      proofs: found.proofs,
    };
    return { json };
  },
};

const show: HttpRoute = {
  method: 'GET',
  path: '/transactions/:id',
  permission: READ,
  handle: (request) => shown(request, idOf(request)),
};

const invoices: HttpRoute = {
  method: 'GET',
  path: '/transactions/:id/invoices',
  permission: SETTLE,
  async handle(request) {
    const { context, actor, query } = request;
    const asked = { term: termOf(request), representativeId: query['representative'] || null };
    return answered(await invoiceChoices(context.use(useCases).needs, actor, idOf(request), asked));
  },
};

const payers: HttpRoute = {
  method: 'GET',
  path: '/transactions/:id/payers',
  permission: SETTLE,
  async handle(request) {
    const { context, actor } = request;
    return answered(await payerChoices(context.use(useCases).needs, actor, idOf(request), termOf(request)));
  },
};

const accept: HttpRoute = {
  method: 'POST',
  path: '/transactions/:id/accept',
  permission: SETTLE,
  async handle(request) {
    const asked = readBody(acceptance, request.body);
    if (!asked.ok) return { status: 400, refusal: asked.error };
    const transactionId = idOf(request);
    const { acceptCandidate } = house(request);
    const accepted = await acceptCandidate(request.actor, { ...asked.value, transactionId });
    return done(request, transactionId, accepted);
  },
};

const settle: HttpRoute = {
  method: 'POST',
  path: '/transactions/:id/settle',
  permission: SETTLE,
  async handle(request) {
    const asked = readBody(settling, request.body);
    if (!asked.ok) return { status: 400, refusal: asked.error };
    const transactionId = idOf(request);
    const { settleByHand } = house(request);
    const { version, parts } = asked.value;
    const settled = await settleByHand(request.actor, { transactionId, version }, (currency) =>
      partsIn(parts, currency),
    );
    return done(request, transactionId, settled);
  },
};

const ignore: HttpRoute = {
  method: 'POST',
  path: '/transactions/:id/ignore',
  permission: SETTLE,
  async handle(request) {
    const asked = readBody(ignoring, request.body);
    if (!asked.ok) return { status: 400, refusal: asked.error };
    const transactionId = idOf(request);
    const ignored = await house(request).ignoreTransaction(request.actor, { ...asked.value, transactionId });
    return done(request, transactionId, withoutSettlement(ignored));
  },
};

const reopen: HttpRoute = {
  method: 'POST',
  path: '/transactions/:id/reopen',
  permission: SETTLE,
  async handle(request) {
    const asked = readBody(reopening, request.body);
    if (!asked.ok) return { status: 400, refusal: asked.error };
    const transactionId = idOf(request);
    const opened = await house(request).reopenTransaction(request.actor, { ...asked.value, transactionId });
    return done(request, transactionId, withoutSettlement(opened));
  },
};

const look: HttpRoute = {
  method: 'POST',
  path: '/transactions/:id/look',
  permission: SETTLE,
  async handle(request) {
    const looked = await house(request).lookAtTransaction(request.actor, idOf(request));
    return looked.ok ? shown(request, idOf(request)) : refused(looked.error);
  },
};

const undo: HttpRoute = {
  method: 'POST',
  path: '/settlements/:id/undo',
  permission: SETTLE,
  async handle(request) {
    const undone = await house(request).undoSettlement(request.actor, { settlementId: idOf(request) });
    if (!undone.ok) return refused(undone.error);
    return done(request, undone.value.transactionId, { ok: true, value: { settlementId: null } });
  },
};

const acceptExact: HttpRoute = {
  method: 'POST',
  path: '/accept-exact',
  permission: SETTLE,
  async handle(request) {
    const asked = readBody(exactOnes, request.body);
    if (!asked.ok) return { status: 400, refusal: asked.error };
    const { account, statement, expected } = asked.value;
    const view = { accountId: account ?? null, statementId: statement ?? null };
    return answered(await house(request).acceptAllExact(request.actor, view, expected));
  },
};

export const workRoutes: readonly HttpRoute[] = [
  ...[list, summary, show, invoices, payers],
  ...[accept, settle, ignore, reopen, look, undo, acceptExact],
];

const idOf = ({ params }: HttpRequest): string => params['id'] ?? '';
const termOf = ({ query }: HttpRequest): string | null => query['term']?.trim().slice(0, TERM_MOST) || null;
const house = ({ context }: HttpRequest): ReconciliationUseCases => context.use(useCases);

function viewOf(query: HttpRequest['query']) {
  return { accountId: query['account'] || null, statementId: query['statement'] || null };
}

function withoutSettlement(result: Result<true, Refusal>): Result<{ readonly settlementId: null }, Refusal> {
  return result.ok ? { ok: true, value: { settlementId: null } } : result;
}

async function shown({ context, actor, language }: HttpRequest, transactionId: string): Promise<HttpReply> {
  return answered(await context.use(useCases).showTransaction(actor, language, transactionId));
}

/** What was done, and what it speaks for; taking something back speaks for nothing. */
async function done(
  { context, actor, language }: HttpRequest,
  transactionId: string,
  result: Result<{ readonly settlementId: string | null }, Refusal>,
): Promise<HttpReply> {
  if (!result.ok) return refused(result.error);
  const { learnFrom, ruleViews, showTransaction } = context.use(useCases);
  const { settlementId } = result.value;
  const proposals = await learnFrom(transactionId, settlementId);
  const transaction = await showTransaction(actor, language, transactionId);
  if (!transaction.ok) return refused(transaction.error);
  const json: Done = {
    transaction: transaction.value,
    settlement: settlementId,
    proposals: await ruleViews(actor, language, proposals),
  };
  return { json };
}

function answered(result: Result<unknown, Refusal>): HttpReply {
  return result.ok ? { json: result.value } : refused(result.error);
}

/** Of the record that the address names: a 404; changed meanwhile: a 409. */
function refused(refusal: Refusal): HttpReply {
  if (refusal.code === 'unknown-transaction' || refusal.code === 'unknown-settlement')
    return { status: 404, refusal };
  if (refusal.code === 'changed-meanwhile' || refusal.code === 'count-changed')
    return { status: 409, refusal };
  return { refusal };
}
