import { theHouse, type Actor } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import {
  firstDayOf,
  lastDayOf,
  localDateIn,
  monthOf,
  previousMonth,
  type LocalDate,
} from '../../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { billingDocuments } from '../../../billing/contract/documents.js';
import { receivables } from '../../../billing/contract/receivables.js';
import type { NoticeFacts, NoticeKind } from '../../contract/notice-kind.js';
import { ledgerNews } from '../database/ledger-news.js';
import { attached } from './attached.js';

export const STATEMENT = 'notifications.statement';

export interface Span {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** The calendar month before the present one, in the organisation's zone. */
export async function lastMonth(context: PluginContext): Promise<Span> {
  const today = localDateIn(context.clock.now(), (await context.organisation()).zone);
  const month = previousMonth(monthOf(today));
  return { from: firstDayOf(month), to: lastDayOf(month) };
}

/** Refuses what the statement refuses. */
export async function statementFacts(
  context: PluginContext,
  actor: Actor,
  representativeId: string,
  span: Span,
): Promise<Result<NoticeFacts, Refusal>> {
  const found = await ledgerNews.representative(context.database.queries, representativeId);
  if (!found) return err({ code: 'representative-not-found' });
  const asked = { representativeId, currency: null, ...span };
  const statement = await context.use(receivables).statement(actor, asked);
  if (!statement.ok) return statement;
  const { currency, opening, debits, credits, closing } = statement.value;
  return ok({
    ...{ representativeId, representative: found.name, currency, ...span },
    ...{ opening: String(opening), debits: String(debits) },
    ...{ credits: String(credits), closing: String(closing) },
  });
}

export const statementKind: NoticeKind = {
  name: STATEMENT,
  ...{ roles: ['representative'], channels: ['email', 'telegram'], comesBy: 'tell' },
  ...{ hasTemplates: true, priority: 2 },
  sample: {
    model: 'Representative',
    choices: ({ database }, actor, term) => ledgerNews.representatives(database.queries, actor, term),
    async facts(context, actor, _queries, id) {
      if (id === null) return madeUp;
      const facts = await statementFacts(context, actor, id, await lastMonth(context));
      return facts.ok ? facts.value : null;
    },
  },
  async attachments(context, { facts, language }) {
    const asked = {
      representativeId: String(facts['representativeId']),
      currency: facts['currency'] as CurrencyCode,
      from: facts['from'] as LocalDate,
      to: facts['to'] as LocalDate,
    };
    return [attached(await context.use(billingDocuments).statement(theHouse('job'), { ...asked, language }))];
  },
};

const madeUp: NoticeFacts = {
  representativeId: '00000000-0000-7000-8000-000000000002',
  ...{ representative: 'Harbour Telecom', currency: 'EUR', from: '2026-02-01', to: '2026-02-28' },
  ...{ opening: '40000', debits: '125000', credits: '75000', closing: '90000' },
};
