import type { CliCommand } from '../../../../src/kernel/contributions.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { localDateIn } from '../../../../src/values/local-date.js';
import { formatAmount, money } from '../../../../src/values/money.js';
import { err, ok } from '../../../../src/values/result.js';
import { useCases } from '../../use-cases.js';
import { ageingJson } from '../ageing-json.js';
import { readForm } from '../form-reader.js';

const optionName = (field: string): string => `--${field}`;

const ageing: CliCommand = {
  name: 'ageing',
  description: 'what representatives owe, by how long it is overdue',
  options: [
    { name: 'as-of', kind: 'string', description: 'the day, YYYY-MM-DD; default today' },
    { name: 'currency', kind: 'string', description: 'ISO 4217; needed when there are several' },
  ],
  async run({ context, actor, options }) {
    const asked = readForm(options, optionName, (read) => ({
      asOf: read.optionalDate('as-of'),
      currency: read.optionalCurrency('currency'),
    }));
    if (!asked.ok) return asked;
    const organisation = await context.organisation();
    const found = await context.use(useCases).ageing(actor, {
      asOf: asked.value.asOf ?? localDateIn(context.clock.now(), organisation.zone),
      currency: asked.value.currency,
      fallback: organisation.currency as CurrencyCode,
    });
    if (!found.ok) return found;
    const json = ageingJson(found.value);
    const rows = json.buckets.map(({ bucket, invoices, amount }) =>
      columns(bucket, String(invoices), amount),
    );
    const total = columns('', '', `${json.total} ${json.currency}`);
    return ok({ json, text: [json.asOf, ...rows, total].join('\n') });
  },
};

const statement: CliCommand = {
  name: 'statement',
  description: 'statement of account of one representative',
  arguments: ['CODE'],
  options: [
    { name: 'from', kind: 'string', description: 'first day, YYYY-MM-DD', required: true },
    { name: 'to', kind: 'string', description: 'last day, YYYY-MM-DD', required: true },
    { name: 'currency', kind: 'string', description: "ISO 4217; default the representative's own" },
  ],
  async run({ context, actor, arguments: [code], options }) {
    if (!code) return err({ code: 'representative-not-found' });
    const asked = readForm(options, optionName, (read) => ({
      from: read.date('from'),
      to: read.date('to'),
      currency: read.optionalCurrency('currency'),
    }));
    if (!asked.ok) return asked;
    const found = await context
      .use(useCases)
      .statementOfAccount(actor, { representative: { code }, ...asked.value });
    if (!found.ok) return found;
    const { representative, currency, from, to, opening, closing } = found.value;
    const written = (minor: bigint): string => formatAmount(money(minor, currency));
    const entries = [];
    for await (const { on, kind, reference, amount, balance } of found.value.entries()) {
      entries.push({ on, kind, reference, amount: written(amount), balance: written(balance) });
    }
    const json = {
      representative: representative.code,
      currency,
      from,
      to,
      opening: written(opening),
      closing: written(closing),
      entries,
    };
    const rows = entries.map(({ on, reference, amount, balance }) =>
      columns(`${on}  ${reference}`, amount, balance),
    );
    const first = columns(from, '', json.opening);
    const last = columns(to, '', `${json.closing} ${currency}`);
    return ok({
      json,
      text: [`${representative.code} ${representative.name}`, first, ...rows, last].join('\n'),
    });
  },
};

export const commands: readonly CliCommand[] = [ageing, statement];

function columns(what: string, middle: string, last: string): string {
  return `${what.padEnd(40)}${middle.padStart(16)}${last.padStart(20)}`;
}
