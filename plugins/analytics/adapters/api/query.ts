import { z } from 'zod';
import { defineOperation, type ApiOperation } from '../../../../src/kernel/contributions.js';
import { rememberResult } from '../../../../src/kernel/remember-result.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { err, ok } from '../../../../src/values/result.js';
import { readerKey } from '../../app/reader-key.js';
import { FIGURE_MODELS } from '../../contract/figure-models.js';
import { analytics, DIMENSIONS, type AnalyticsQuery, type Comparison } from '../../contract/query.js';
import { currencyOut, date, dateOut, figure, words } from './values.js';

const NAME = '[a-z][a-z0-9_-]{0,59}';
const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const DAY = '(?:19|20|21)\\d\\d-\\d\\d-\\d\\d';
const UNITS = ['money', 'count', 'days', 'percent'] as const;

const only = (what: string) =>
  words(ID)
    .optional()
    .meta({ description: `Only these ${what}: ids with commas between` });

const parameters = z.strictObject({
  measures: words(NAME).meta({
    description: 'Names of measures with commas between, as `/analytics/measures` lists them',
    example: 'sales,collected',
  }),
  by: words(DIMENSIONS.join('|'))
    .optional()
    .meta({
      description: `What the figures are cut by, in the order of the rows' keys: ${DIMENSIONS.join(', ')}. Rows are always by currency too, unless \`convertTo\` is given.`,
      example: 'month,office',
    }),
  from: date.meta({ description: 'The first business day', example: '2026-01-01' }),
  to: date.meta({ description: 'The last business day', example: '2026-03-31' }),
  compare: z
    .string()
    .regex(new RegExp(`^(?:previous|year-before|${DAY}\\.\\.${DAY})$`))
    .optional()
    .meta({
      description: '`previous`: the period before; `year-before`; or stated days, `FROM..TO`',
      example: 'previous',
    }),
  representative: only('representatives'),
  office: only('offices'),
  geo: only('geos'),
  manager: only('managers'),
  product: only('products'),
  currency: words('[A-Z]{3}').optional().meta({ description: 'Only these currencies (ISO 4217)' }),
  status: words(NAME).optional().meta({ description: 'Only invoices of these statuses' }),
  method: words(NAME).optional().meta({ description: 'Only payments by these methods' }),
  convertTo: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional()
    .meta({
      description: 'Every amount in this currency, by the newest rate stated at the end of the period',
    }),
  sort: z
    .string()
    .regex(new RegExp(`^-?${NAME}$`))
    .optional()
    .meta({ description: 'A measure or a dimension; a minus is descending', example: '-sales' }),
  limit: z
    .string()
    .regex(/^(?:[1-9]\d{0,3}|10000)$/)
    .transform(Number)
    .default(1000)
    .meta({ description: 'Rows at most, 1 to 10000', example: '1000' }),
});

const row = z
  .object({
    keys: z.record(z.string(), z.object({ id: z.string(), label: z.string() })).meta({
      description: 'By dimension; the id of a span of time is its first day',
    }),
    currency: currencyOut.nullable(),
    values: z.record(z.string(), figure).meta({ description: 'By measure' }),
    before: z.record(z.string(), figure).optional().meta({ description: 'Of the compared period' }),
  })
  .meta({ id: 'AnalyticsRow' });

const answer = z
  .object({
    from: dateOut,
    to: dateOut,
    compared: z.object({ from: dateOut, to: dateOut }).nullable(),
    measures: z.array(z.object({ name: z.string(), unit: z.enum(UNITS) })),
    by: z.array(z.enum(DIMENSIONS)),
    rows: z.array(row),
    totals: z.array(row).meta({ description: 'Of everything that was asked for, one a currency' }),
    isCut: z.boolean().meta({ description: 'There are more rows than `limit`' }),
    rates: z.array(
      z.object({
        base: currencyOut,
        quote: currencyOut,
        rate: z.string(),
        from: dateOut,
        source: z.string(),
      }),
    ),
    remarks: z.array(z.string()).meta({
      description:
        'What is to be known of these days, in the language of the answer: rows that lie in an archive',
    }),
  })
  .meta({ id: 'AnalyticsAnswer' });

const query = defineOperation({
  name: 'analytics.query',
  method: 'GET',
  path: '/analytics/query',
  permission: 'analytics.read',
  summary: 'Figures of the ledger, cut by time, place or people',
  description:
    'Within the row scope and the permissions of who asks. An answer is as fresh as the last write, and has an ETag.',
  parameters,
  remembered: true,
  answer: { status: 200, schema: answer },
  refusals: [422],
  async handle({ context, actor, language, parameters: given }) {
    const service = context.use(analytics);
    const asked = questionOf(given);
    const remarks = await service.remarks(language, asked);
    return unprocessable(
      rememberResult(
        context.cache,
        { key: ['query', readerKey(actor, service), asked, remarks], tags: FIGURE_MODELS },
        async () => {
          const found = await service.query(actor, asked);
          return found.ok ? ok({ ...found.value, remarks }) : found;
        },
      ),
    );
  },
});

function questionOf(given: z.output<typeof parameters>): AnalyticsQuery {
  const { measures, by, from, to, compare, convertTo, sort, limit, ...filters } = given;
  return {
    ...{ measures, from, to, limit },
    by: (by ?? []) as AnalyticsQuery['by'] & object,
    filters: Object.fromEntries(Object.entries(filters).filter(([, only]) => only !== undefined)),
    ...(compare === undefined ? {} : { compare: comparisonOf(compare) }),
    ...(convertTo === undefined ? {} : { convertTo: convertTo as CurrencyCode }),
    ...(sort === undefined
      ? {}
      : { sort: { by: sort.replace(/^-/, ''), direction: sort.startsWith('-') ? 'desc' : 'asc' } }),
  };
}

function comparisonOf(text: string): Comparison {
  if (text === 'previous' || text === 'year-before') return text;
  const [from, to] = text.split('..') as [LocalDate, LocalDate];
  return { from, to };
}

const measures = defineOperation({
  name: 'analytics.list-measures',
  method: 'GET',
  path: '/analytics/measures',
  permission: 'analytics.read',
  summary: 'What can be asked for, and what it can be cut by',
  answer: {
    status: 200,
    schema: z
      .object({
        measures: z.array(
          z.object({
            name: z.string().meta({ example: 'sales' }),
            title: z.string().meta({ description: 'In the language of the answer', example: 'Sales' }),
            unit: z.enum(UNITS),
            kind: z.enum(['flow', 'balance']).meta({
              description: '`flow`: of the days asked for; `balance`: as it stands at the end of `to`',
            }),
            dimensions: z.array(z.enum(DIMENSIONS)),
          }),
        ),
      })
      .meta({ id: 'AnalyticsMeasures' }),
  },
  handle({ context, actor, language }) {
    const service = context.use(analytics);
    const known = service.measures(actor).map(({ name, unit, kind, dimensions }) => ({
      ...{ name, unit, kind, dimensions },
      title: service.title(language, 'measure', name),
    }));
    return Promise.resolve(ok({ measures: known }));
  },
});

/** What a question asks for in vain is a 422: its form was in order. */
async function unprocessable<Value>(answered: ReturnType<typeof rememberResult<Value>>) {
  const found = await answered;
  return found.ok ? found : err({ ...found.error, status: 422 as const });
}

export const queryOperations: readonly ApiOperation[] = [query, measures];
