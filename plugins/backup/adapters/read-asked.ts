// What callers of the doors and the API say, read once.
import { z } from 'zod';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import {
  type BackupAsked,
  type FoldersAsked,
  type PlaceToSave,
  type PlanToSave,
  type PlaceTried,
  type RestorationAsked,
} from '../contract/doors.js';
import { CONFLICT_POLICIES } from '../domain/wanted.js';

const MOST_SETS = 200;
const MOST_PLACES = 50;
const MOST_KEPT = 1000;
const MOST_CHOSEN = 1000;

const name = z.string().trim().min(1).max(120);
const sets = z.array(z.string().min(1).max(60)).max(MOST_SETS);
const rows = z.enum(['jsonl', 'csv']);
const destinations = z.array(z.uuid()).min(1).max(MOST_PLACES);
const version = z.int().min(1);
const kept = z.int().min(0).max(MOST_KEPT);
const kind = z.string().regex(/^[a-z][a-z0-9]{0,19}$/);
const place = z.record(z.string().max(60), z.string().max(20_000));

export const backupAsked: z.ZodType<BackupAsked> = z.strictObject({
  sets: sets.default([]),
  rows: rows.default('jsonl'),
  destinationIds: destinations,
});

const placeContent = {
  ...{ name, kind, place, active: z.boolean() },
  ...{ keepLast: kept, keepDaily: kept, keepWeekly: kept, keepMonthly: kept },
};
export const placeToSave: z.ZodType<PlaceToSave> = z.strictObject(placeContent);
export const placeChange = z.strictObject({ ...placeContent, version });

const tried = { id: z.uuid().nullable(), kind, place };
export const placeTried: z.ZodType<PlaceTried> = z.strictObject(tried);
export const foldersAsked: z.ZodType<FoldersAsked> = z.strictObject({
  ...tried,
  inside: z.string().max(200).nullable(),
});

const planContent = {
  ...{ name, sets, rows, destinations, active: z.boolean() },
  cron: z.string().trim().min(1).max(120),
  zone: z.string().min(1).max(60),
};
export const planToSave: z.ZodType<PlanToSave> = z.strictObject(planContent);
export const planChange = z.strictObject({ ...planContent, version });

const called = z.array(z.string().trim().min(1).max(60)).max(MOST_CHOSEN);
const wanted = z.union([
  z.strictObject({ whole: z.literal(true) }),
  z.strictObject({ representatives: called, invoices: called }),
]);

export const restorationAsked: z.ZodType<RestorationAsked> = z.strictObject({
  copyId: z.uuid(),
  wanted,
  conflicts: z.enum(CONFLICT_POLICIES),
});

export const versionInQuery = z.object({ version: z.coerce.number().int().min(1) });

/** Refuses `form-invalid` with the first field that is wrong. */
export function readBy<Value>(schema: z.ZodType<Value>, given: unknown): Result<Value, Refusal> {
  const read = schema.safeParse(given);
  if (read.success) return ok(read.data);
  const [issue] = read.error.issues;
  return err({ code: 'form-invalid', field: issue?.path.join('.') ?? '', reason: issue?.message ?? '' });
}
