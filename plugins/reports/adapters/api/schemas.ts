import { z } from 'zod';
import { LANGUAGES, ROLES } from '../../../../src/kernel/permissions.js';
import { REPORT_FORMATS } from '../../contract/definition.js';
import { RUN_STATES } from '../../contract/doors.js';

const instant = z.iso.datetime().meta({ description: 'UTC' });

const days = z.object({ from: z.iso.date(), to: z.iso.date() });

const definition = z
  .object({
    format: z.int(),
    title: z.string(),
    source: z
      .record(z.string(), z.unknown())
      .meta({ description: 'Figures of measures, or rows of a dataset' }),
    period: z.record(z.string(), z.unknown()).meta({ description: 'A preset, or from and to' }),
    sort: z.object({ by: z.string(), direction: z.enum(['asc', 'desc']) }).nullable(),
    totals: z.boolean(),
    subtotals: z.boolean(),
    chart: z.object({ kind: z.string(), measure: z.string() }).nullable(),
    limit: z.int().nullable(),
    review: z.string().nullable(),
    parameters: z.array(z.string()),
  })
  .meta({ id: 'ReportDefinition' });

const line = {
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  ownerId: z.string(),
  ownerName: z.string(),
  sharedWith: z.array(z.enum(ROLES)),
  updatedAt: instant,
  version: z.int(),
  mine: z.boolean().meta({ description: 'Whether the caller may change it' }),
};

export const reportList = z
  .object({ data: z.array(z.object(line).meta({ id: 'ReportSummary' })) })
  .meta({ id: 'ReportList' });

export const report = z
  .object({ ...line, definition, labels: z.record(z.string(), z.string()) })
  .meta({ id: 'Report' });

export const library = z
  .object({
    data: z.array(
      z.object({ name: z.string(), title: z.string(), description: z.string(), definition }).meta({
        id: 'ReadyReport',
      }),
    ),
  })
  .meta({ id: 'ReportLibrary' });

const row = z.object({
  kind: z.enum(['row', 'subtotal', 'total']),
  cells: z
    .array(z.string().nullable())
    .meta({ description: 'In the order of the columns; amounts as decimals' }),
});

export const reportData = z
  .object({
    title: z.string(),
    period: days,
    compared: days.nullable(),
    columns: z.array(
      z.object({
        name: z.string(),
        title: z.string(),
        kind: z.string(),
        role: z.enum(['key', 'value', 'before', 'change']),
        currencyColumn: z.string().nullable(),
        grain: z.string().nullable(),
      }),
    ),
    chart: z
      .record(z.string(), z.unknown())
      .nullable()
      .meta({ description: 'What the chart says: categories and series' }),
    notes: z.array(z.string()),
    review: z.array(z.string()),
    rows: z.array(row),
    totals: z.array(row),
    isComplete: z.boolean().meta({ description: 'False: there are more rows than were asked for' }),
  })
  .meta({ id: 'ReportData' });

export const run = z
  .object({
    id: z.string(),
    title: z.string(),
    format: z.enum(REPORT_FORMATS),
    language: z.enum(LANGUAGES),
    state: z.enum(RUN_STATES),
    progress: z.object({ done: z.number(), total: z.number().nullable() }),
    rows: z.number(),
    bytes: z.number(),
    digest: z.string().nullable().meta({ description: 'SHA-256 of the file' }),
    error: z.string().nullable(),
    file: z.string().nullable().meta({ description: 'Where it can be downloaded, signed in to the panel' }),
    createdAt: instant,
    finishedAt: instant.nullable(),
    expiresAt: instant.nullable(),
  })
  .meta({ id: 'ReportRun' });

export const byId = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,59}$/)
    .meta({ description: "A saved report's id, or a ready one's name" }),
});

export const runById = z.strictObject({ id: z.uuid() });

const date = z.iso.date().regex(/^(?:19|20|21)\d\d-/);

export const dataAsked = z.strictObject({
  ...byId.shape,
  from: date.optional(),
  to: date.optional(),
  representative: z.string().min(1).max(60).optional().meta({ description: 'The id of the one it is about' }),
  limit: z
    .string()
    .regex(/^(?:[1-9]\d{0,3}|10000)$/)
    .transform(Number)
    .default(1000)
    .meta({ description: 'Rows, 1 to 10,000', example: '1000' }),
});
