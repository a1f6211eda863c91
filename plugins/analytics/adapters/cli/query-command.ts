import type { CliCall, CliCommand, CliOutcome } from '../../../../src/kernel/contributions.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { parseLocalDate, type LocalDate } from '../../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import {
  analytics,
  type AnalyticsQuery,
  type AnalyticsResult,
  type AnalyticsRow,
  type Comparison,
  type Dimension,
  type Filters,
} from '../../contract/query.js';
import { idsOfCodes, isCoded } from '../database/codes.js';

export const queryCommand: CliCommand = {
  name: 'analytics query',
  description: 'Figures of the ledger, cut by time, place or people.',
  options: [
    { name: 'measures', kind: 'string', description: 'Such as sales,collected.', required: true },
    { name: 'by', kind: 'string', description: 'Such as month,office; without it the totals alone.' },
    { name: 'from', kind: 'string', description: 'First day, YYYY-MM-DD.', required: true },
    { name: 'to', kind: 'string', description: 'Last day, YYYY-MM-DD.', required: true },
    {
      name: 'filter',
      kind: 'string',
      description: 'Codes or words, several filters with a semicolon: "office=KYIV,LVIV;status=paid".',
    },
    { name: 'compare', kind: 'string', description: 'previous, year-before, or FROM..TO.' },
    { name: 'convert-to', kind: 'string', description: 'ISO 4217: every amount in this currency.' },
    {
      name: 'sort',
      kind: 'string',
      description: 'A measure or a dimension; sales:desc is from the largest down.',
    },
    { name: 'limit', kind: 'string', description: 'At most so many rows; default 1000.' },
  ],
  async run(call) {
    const asked = await readOptions(call);
    if (!asked.ok) return asked;
    const { query, remarks } = call.context.use(analytics);
    const found = await query(call.actor, asked.value);
    if (!found.ok) return found;
    const said = await remarks(call.actor.language, asked.value);
    const text = [asText(found.value), ...said].join('\n');
    return ok({ json: { ...found.value, remarks: said }, text } satisfies CliOutcome);
  },
};

async function readOptions({ context, actor, options }: CliCall): Promise<Result<AnalyticsQuery, Refusal>> {
  const option = (name: string): string => String(options[name] ?? '');
  const [from, to] = [parseLocalDate(option('from')), parseLocalDate(option('to'))];
  if (!from.ok) return from;
  if (!to.ok) return to;
  const compare = readComparison(option('compare'));
  if (!compare.ok) return compare;
  const filters: Record<string, readonly string[]> = {};
  for (const filter of listOf(option('filter'), ';')) {
    const [dimension = '', codes = ''] = filter.split('=').map((part) => part.trim());
    const values = listOf(codes, ',');
    if (values.length === 0) return err({ code: 'unreadable-option', option: '--filter', value: filter });
    const ids = isCoded(dimension)
      ? await idsOfCodes(context.database.queries, actor, dimension, values)
      : ok(values);
    if (!ids.ok) return ids;
    filters[dimension] = ids.value;
  }
  const limit = option('limit');
  if (!/^\d{0,6}$/.test(limit)) return err({ code: 'unreadable-option', option: '--limit', value: limit });
  const sort = option('sort');
  return ok({
    measures: listOf(option('measures'), ','),
    by: listOf(option('by'), ',') as readonly Dimension[],
    from: from.value,
    to: to.value,
    filters: filters as Filters,
    ...(compare.value ? { compare: compare.value } : {}),
    ...(option('convert-to') === '' ? {} : { convertTo: option('convert-to') as CurrencyCode }),
    ...(sort === ''
      ? {}
      : { sort: { by: sort.replace(/:.*$/, ''), direction: sort.endsWith(':desc') ? 'desc' : 'asc' } }),
    ...(limit === '' ? {} : { limit: Number(limit) }),
  });
}

function readComparison(text: string): Result<Comparison | null, Refusal> {
  if (text === '') return ok(null);
  if (text === 'previous' || text === 'year-before') return ok(text);
  const days: LocalDate[] = [];
  for (const day of text.split('..')) {
    const parsed = parseLocalDate(day);
    if (!parsed.ok) return parsed;
    days.push(parsed.value);
  }
  const [from, to, ...more] = days;
  if (!from || !to || more.length > 0)
    return err({ code: 'unreadable-option', option: '--compare', value: text });
  return ok({ from, to });
}

function listOf(text: string, separator: string): readonly string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function asText({ by, measures, rows, totals }: AnalyticsResult): string {
  const names = measures.map(({ name }) => name);
  const line = (row: AnalyticsRow): string => {
    const keys = by.map((dimension) => (row.keys[dimension]?.label ?? '').padEnd(24));
    const figures = names.map((name) => (row.values[name] ?? '–').padStart(18));
    return [...keys, row.currency ?? '   ', ...figures].join(' ');
  };
  const heading = [
    ...by.map((dimension) => dimension.padEnd(24)),
    '   ',
    ...names.map((name) => name.padStart(18)),
  ];
  return [heading.join(' '), ...(by.length > 0 ? rows.map(line) : []), ...totals.map(line)].join('\n');
}
