import type { HttpReply, HttpRequest, HttpRoute } from '../../../../src/kernel/contributions.js';
import { rememberResult } from '../../../../src/kernel/remember-result.js';
import { parseCurrency, type CurrencyCode } from '../../../../src/values/currency.js';
import { localDateIn, parseLocalDate, type LocalDate } from '../../../../src/values/local-date.js';
import { formatAmount, money } from '../../../../src/values/money.js';
import { ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { makeExpectedCash, type ExpectedCash } from '../../app/expected-cash.js';
import type { InvoiceAtRisk } from '../../app/late-risk.js';
import { makeMeasureTrend } from '../../app/measure-trend.js';
import { riskSentences } from '../../app/risk-sentences.js';
import { measureAnomalies, type WatchedSeries } from '../../contract/anomalies.js';
import { analytics } from '../../contract/query.js';
import { ledgerHistory } from '../database/ledger-history.js';

const WEEKS_AHEAD = 12;
/** Rows that one answer carries: people look at the first. */
const MOST_INVOICES = 200;
const DAYS_OF_NEWS = 60;
const LEDGER = ['Invoice', 'Payment', 'Allocation', 'CreditNote', 'Representative', 'Office'];

/** What open invoices are likely to bring by week, and which are likely to be late. */
const cash: HttpRoute = {
  method: 'GET',
  path: '/cash',
  permission: 'analytics.forecast',
  async handle(request) {
    const { context, actor, query, language } = request;
    if (!context.may(actor, 'billing.invoice.read')) return { status: 403, refusal: { code: 'forbidden' } };
    const today = await todayOf(request);
    const asOf = query['asOf'] ? parseLocalDate(query['asOf']) : ok(today);
    if (!asOf.ok) return { refusal: asOf.error };
    const whose = { officeId: query['office'] || null, representativeId: query['representative'] || null };
    const asked = { asOf: asOf.value, weeks: WEEKS_AHEAD, whose };
    const { database } = context;
    return remembered(request, { door: 'cash', asked }, LEDGER, async () => {
      const found = await makeExpectedCash({ database, ledgerHistory })(actor, asked);
      return ok(cashJson(found, (invoice) => riskSentences(invoice, context.translator, language)));
    });
  },
};

/** A measure over time: what stood out, and what trend, season and rest it is made of. */
const trends: HttpRoute = {
  method: 'GET',
  path: '/trends',
  permission: 'analytics.forecast',
  async handle(request) {
    const { context, actor, language } = request;
    const asked = readSeries(request.query);
    if (!asked.ok) return { refusal: asked.error };
    const { translator } = context;
    return remembered(request, { door: 'trends', asked: asked.value }, [...LEDGER, 'DailyEntry'], async () =>
      makeMeasureTrend({ analytics: context.use(analytics), translator })(actor, asked.value, language),
    );
  },
};

/** What stood out lately in sales, money collected and profit, of the network and of each office. */
const news: HttpRoute = {
  method: 'GET',
  path: '/anomalies',
  permission: 'analytics.forecast',
  async handle(request) {
    const { context, actor, language } = request;
    const asked = { days: DAYS_OF_NEWS, language };
    return remembered(request, { door: 'anomalies', asked }, [...LEDGER, 'DailyEntry'], async () => {
      const found = await context.use(measureAnomalies).findAnomalies(actor, asked);
      return found.ok ? ok({ days: DAYS_OF_NEWS, anomalies: found.value }) : found;
    });
  },
};

export const outlookRoutes: readonly HttpRoute[] = [cash, trends, news];

/** The same for the same reader's scope, language and day, until something is written. */
async function remembered(
  request: HttpRequest,
  asked: unknown,
  tags: readonly string[],
  make: () => Promise<Result<unknown, Refusal>>,
): Promise<HttpReply> {
  const { role, officeIds, representativeId, managerId } = request.actor;
  const reader = { role, officeIds, representativeId, managerId, language: request.language };
  const key = { reader, asked, today: await todayOf(request) };
  const found = await rememberResult(request.context.cache, { key, tags }, make);
  return found.ok ? { json: found.value.value, etag: found.value.etag } : { refusal: found.error };
}

async function todayOf({ context }: HttpRequest): Promise<LocalDate> {
  return localDateIn(context.clock.now(), (await context.organisation()).zone);
}

function readSeries(query: HttpRequest['query']): Result<WatchedSeries, Refusal> {
  const currency = query['currency'] ? parseCurrency(query['currency']) : ok(null);
  if (!currency.ok) return currency;
  const grain = (['day', 'week', 'month'] as const).find((known) => known === query['grain']) ?? 'week';
  return ok({
    measure: query['measure'] || 'sales',
    grain,
    officeId: query['office'] || null,
    representativeId: query['representative'] || null,
    currency: currency.value,
  });
}

function cashJson(
  { asOf, collections, invoices }: ExpectedCash,
  reasonsOf: (invoice: InvoiceAtRisk) => readonly string[],
) {
  const written = (minor: bigint, currency: string): string =>
    formatAmount(money(minor, currency as CurrencyCode));
  const ahead = invoices.filter(({ isOverdue }) => !isOverdue);
  return {
    asOf,
    collections: collections.map(({ currency, open, weeks, later, doubtful }) => ({
      currency,
      open: written(open, currency),
      later: written(later, currency),
      doubtful: written(doubtful, currency),
      weeks: weeks.map(({ from, to, expected, lower, upper }) => ({
        ...{ from, to },
        expected: written(expected, currency),
        lower: written(lower, currency),
        upper: written(upper, currency),
      })),
    })),
    overdue: invoices.length - ahead.length,
    notDue: ahead.length,
    invoices: ahead.slice(0, MOST_INVOICES).map((invoice) => ({
      id: invoice.invoiceId,
      number: invoice.number,
      representative: invoice.representative,
      dueDate: invoice.dueDate,
      currency: invoice.currency,
      outstanding: written(invoice.outstanding, invoice.currency),
      daysToDue: invoice.daysToDue,
      probability: invoice.probability,
      reasons: reasonsOf(invoice),
    })),
  };
}
