import { z } from 'zod';
import type { Filters } from '../filters/filter-term.js';
import { PanelRefusal } from '../panel-refusal.js';

/** An action over everything that a list's filters let through, whatever page it is on. */
export interface BulkOrder {
  readonly model: string;
  readonly action: string;
  readonly filters: Filters;
  /** how many the reader was told, and agreed to */
  readonly expected: number;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Deletes what the list shows; AdminJS's own name for it. */
export const BULK_REMOVE = 'bulkDelete';

const filtersSchema = z.record(z.string().max(120), z.string().max(8000));

const formSchema = z.object({
  all: z.object({
    filters: filtersSchema.default({}),
    q: z.string().max(200).optional(),
    expected: z.number().int().min(1),
  }),
  input: z.record(z.string(), z.unknown()).default({}),
});

/** @throws PanelRefusal request-unreadable */
export function readOrder(model: string, action: string, form: unknown): BulkOrder {
  const parsed = formSchema.safeParse(form);
  if (!parsed.success) throw new PanelRefusal({ code: 'request-unreadable' }, 400);
  const { all, input } = parsed.data;
  return {
    model,
    action,
    filters: { ...all.filters, ...(all.q ? { q: all.q } : {}) },
    expected: all.expected,
    input,
  };
}

export const orderSchema = z.object({
  model: z.string(),
  action: z.string(),
  filters: filtersSchema,
  expected: z.number().int(),
  input: z.record(z.string(), z.unknown()),
});

/** What became of each record. */
export interface BulkReport {
  readonly total: number;
  readonly done: number;
  readonly refused: readonly { readonly id: string; readonly title: string; readonly reason: string }[];
}
