import type { DashboardWidget, WidgetContent } from '../../../../src/kernel/contributions.js';
import type { Actor, Language } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { exponentOf } from '../../../../src/values/currency.js';
import {
  firstDayOf,
  lastDayOf,
  localDateIn,
  monthOf,
  type LocalDate,
} from '../../../../src/values/local-date.js';
import { formatAmount, type Money } from '../../../../src/values/money.js';
import { scopeOfRepresentativesRows } from '../../scopes.js';
import { claimsWaiting, invoiced, openReceivables, overdue, received } from '../database/figures.js';

interface Request {
  readonly context: PluginContext;
  readonly actor: Actor;
  readonly language: Language;
}

/** The rows behind a figure: the list, narrowed as the figure is. */
const listOf = (model: string, filters: Readonly<Record<string, string>>): string => {
  const named = Object.entries(filters).map(([name, value]) => [`filters.${name}`, value]);
  return `/admin/resources/${model}?${new URLSearchParams(named).toString()}`;
};
const OPEN = { 'status~~in': 'issued,partly_paid' };

export const widgets: readonly DashboardWidget[] = [
  {
    name: 'open-receivables',
    permission: 'billing.invoice.read',
    load: async (request) =>
      amounts(
        request,
        listOf('Invoice', OPEN),
        await openReceivables(request.context.database.queries, scopeOf(request)),
      ),
  },
  {
    name: 'overdue',
    permission: 'billing.invoice.read',
    async load(request) {
      const { queries } = request.context.database;
      const day = await today(request);
      const rows = listOf('Invoice', { ...OPEN, 'dueDate~~before': day });
      return amounts(request, rows, await overdue(queries, scopeOf(request), day));
    },
  },
  {
    name: 'invoiced-this-month',
    permission: 'billing.invoice.read',
    async load(request) {
      const { queries } = request.context.database;
      const month = await thisMonth(request);
      const rows = listOf('Invoice', { 'status~~notin': 'draft,void', ...daysOf('issueDate', month) });
      return amounts(request, rows, await invoiced(queries, scopeOf(request), month));
    },
  },
  {
    name: 'received-this-month',
    permission: 'billing.payment.read',
    async load(request) {
      const { queries } = request.context.database;
      const month = await thisMonth(request);
      const rows = listOf('Payment', daysOf('receivedOn', month));
      return amounts(request, rows, await received(queries, scopeOf(request), month));
    },
  },
  {
    name: 'claims-to-decide',
    permission: 'billing.claim.decide',
    async load(request) {
      const { queries } = request.context.database;
      const waiting = await claimsWaiting(queries, scopeOf(request));
      const value = new Intl.NumberFormat(request.language).format(waiting);
      return { kind: 'figure', value, link: listOf('PaymentClaim', { 'status~~in': 'waiting' }) };
    },
  },
];

function scopeOf({ actor }: Request) {
  return scopeOfRepresentativesRows(actor);
}

async function today({ context }: Request): Promise<LocalDate> {
  return localDateIn(context.clock.now(), (await context.organisation()).zone);
}

async function thisMonth(request: Request) {
  const month = monthOf(await today(request));
  return { from: firstDayOf(month), to: lastDayOf(month) };
}

function daysOf(field: string, { from, to }: { readonly from: LocalDate; readonly to: LocalDate }) {
  return { [`${field}~~from`]: from, [`${field}~~to`]: to };
}

/** One currency is a figure, several are a table: amounts of two currencies are never added. */
async function amounts(
  { context, language }: Request,
  link: string,
  sums: readonly Money[],
): Promise<WidgetContent> {
  if (sums.length > 1) {
    const field = (name: string): string =>
      context.translator.text(language, `billing:resources.Invoice.fields.${name}`);
    const rows = sums.map((sum) => [sum.currency, inWriting(sum, language)]);
    return { kind: 'table', headings: [field('currency'), field('total')], rows, link };
  }
  const [only] = sums;
  if (!only) return { kind: 'figure', value: '0', note: (await context.organisation()).currency, link };
  return { kind: 'figure', value: inWriting(only, language), note: only.currency, link };
}

function inWriting(amount: Money, language: Language): string {
  const decimals = exponentOf(amount.currency);
  const format = new Intl.NumberFormat(language, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return format.format(formatAmount(amount) as `${number}`);
}
