// What callers of the doors, the API and schedules say, read once.
import { z } from 'zod';
import { LANGUAGES, ROLES } from '../../../src/kernel/permissions.js';
import { REPORT_FORMATS } from '../contract/definition.js';
import type { ReportAsked, ScheduleToSave } from '../contract/doors.js';
import type { ReportContent } from '../app/save-report.js';
import { definitionSchema, period } from './read-definition.js';

const id = z.string().min(1).max(60);

const terms = {
  period: period.optional(),
  parameters: z.strictObject({ representative: id.optional() }).optional(),
};

const choices = { format: z.enum(REPORT_FORMATS), language: z.enum(LANGUAGES).optional() };

type Loose<Value> = z.ZodType<Value, unknown>;

export const reportAsked = z.union([
  z.strictObject({ definition: definitionSchema, ...terms }),
  z.strictObject({ report: id, ...terms }),
  z.strictObject({ library: id, ...terms }),
]) as unknown as Loose<ReportAsked>;

export const runAsked = z.union([
  z.strictObject({ definition: definitionSchema, ...terms, ...choices }),
  z.strictObject({ report: id, ...terms, ...choices }),
  z.strictObject({ library: id, ...terms, ...choices }),
]);

export const runTerms = z.strictObject({ ...terms, ...choices });

const content = {
  name: z.string().trim().min(1).max(120),
  description: z.string().trim().max(500).nullable().default(null),
  definition: definitionSchema,
  sharedWith: z.array(z.enum(ROLES)).max(ROLES.length).default([]),
};

export const reportContent: z.ZodType<ReportContent> = z.strictObject(content);

export const reportPatch = z.strictObject({
  name: content.name.optional(),
  description: z.string().trim().max(500).nullable().optional(),
  definition: definitionSchema.optional(),
  sharedWith: z.array(z.enum(ROLES)).max(ROLES.length).optional(),
});

const version = z.int().min(1);

export const reportChange = z.strictObject({ ...content, version });
export const versionOnly = z.strictObject({ version });
export const newName = z.strictObject({ name: content.name });
export const versionInQuery = z.object({ version: z.coerce.number().int().min(1) });

export const recipients = z
  .array(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('user'), id }),
      z.strictObject({
        kind: z.literal('address'),
        address: z.email().max(190),
        language: z.enum(LANGUAGES),
      }),
    ]),
  )
  .max(500);

const schedule = {
  name: content.name,
  report: id.nullable().default(null),
  library: id.nullable().default(null),
  cron: z.string().trim().min(1).max(120),
  zone: z.string().min(1).max(60),
  format: choices.format,
  channel: z.string().min(1).max(40),
  recipients,
  active: z.boolean().default(true),
};

export const scheduleToSave: z.ZodType<ScheduleToSave> = z.strictObject(schedule);
export const scheduleChange = z.strictObject({ ...schedule, version });
