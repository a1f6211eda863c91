// What comes in from outside: definitions of reports and what callers say beside them, read once.
import { z } from 'zod';
import { isCurrency } from '../../../src/values/currency.js';
import { parseLocalDate, type LocalDate } from '../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { DIMENSIONS } from '../../analytics/contract/query.js';
import {
  DEFINITION_FORMAT,
  PERIOD_PRESETS,
  REPORT_CHARTS,
  REPORT_PARAMETERS,
  type ReportDefinition,
  type ReportPeriod,
} from '../contract/definition.js';

const MOST_VALUES = 500;

const name = z.string().regex(/^[a-zA-Z][a-zA-Z0-9_-]{0,59}$/);

const value = z.string().min(1).max(190);

const day = z
  .string()
  .refine((text) => parseLocalDate(text).ok, 'is not a day, YYYY-MM-DD')
  .transform((text) => text as LocalDate);

export const period: z.ZodType<ReportPeriod> = z.union([
  z.strictObject({ preset: z.enum(PERIOD_PRESETS) }),
  z.strictObject({ from: day, to: day }),
]);

const FILTERED = [
  'representative',
  'office',
  'geo',
  'manager',
  'product',
  'currency',
  'status',
  'method',
] as const;

const figures = z.strictObject({
  kind: z.literal('figures'),
  measures: z.array(name).min(1).max(12),
  by: z.array(z.enum(DIMENSIONS)).max(4).default([]),
  filters: z.partialRecord(z.enum(FILTERED), z.array(value).max(MOST_VALUES)).default({}),
  compare: z.enum(['previous', 'year-before']).nullable().default(null),
  convertTo: z.string().refine(isCurrency, 'is not a currency').nullable().default(null),
});

const rows = z.strictObject({
  kind: z.literal('rows'),
  dataset: name,
  columns: z.array(name).min(1).max(40),
  filters: z.record(name, z.array(value).max(MOST_VALUES)).default({}),
});

const MOST_FIGURES = 10_000;
const MOST_ROWS = 10_000_000;

/** One schema for the panel, the API, the command line and what is stored. */
export const definitionSchema: z.ZodType<ReportDefinition> = z
  .strictObject({
    format: z.literal(DEFINITION_FORMAT).default(DEFINITION_FORMAT),
    title: z.string().trim().min(1).max(120),
    source: z.discriminatedUnion('kind', [figures, rows]),
    period,
    sort: z
      .strictObject({ by: name, direction: z.enum(['asc', 'desc']) })
      .nullable()
      .default(null),
    totals: z.boolean().default(true),
    subtotals: z.boolean().default(false),
    chart: z
      .strictObject({ kind: z.enum(REPORT_CHARTS), measure: name })
      .nullable()
      .default(null),
    limit: z.int().min(1).max(MOST_ROWS).nullable().default(null),
    review: z.enum(['weekly', 'quarterly']).nullable().default(null),
    parameters: z.array(z.enum(REPORT_PARAMETERS)).max(REPORT_PARAMETERS.length).default([]),
  })
  .refine(({ source, limit }) => source.kind === 'rows' || (limit ?? 1) <= MOST_FIGURES, {
    path: ['limit'],
    message: `is more than ${MOST_FIGURES} rows of figures`,
  })
  .refine(({ source }) => isWithoutTwins(source.kind === 'rows' ? source.columns : source.measures), {
    path: ['source'],
    message: 'names a column twice',
  })
  .refine(({ source }) => source.kind === 'rows' || isWithoutTwins(source.by), {
    path: ['source', 'by'],
    message: 'names a dimension twice',
  });

/** Refuses `definition-invalid` { where, reason }. */
export function readDefinition(given: unknown): Result<ReportDefinition, Refusal> {
  return readBy(definitionSchema, given, 'definition-invalid');
}

/** The first thing that does not fit is the refusal. */
export function readBy<Value>(
  schema: z.ZodType<Value>,
  given: unknown,
  code: string,
): Result<Value, Refusal> {
  const read = schema.safeParse(given);
  if (read.success) return ok(read.data);
  const issue = read.error.issues[0];
  return err({ code, where: issue?.path.join('.') ?? '', reason: issue?.message ?? '' });
}

function isWithoutTwins(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}
