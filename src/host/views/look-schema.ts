import { z } from 'zod';
import type { ListLook } from '../admin/lists/list-ask.js';

const name = z.string().min(1).max(120);

/** How a list looks, as it is kept: what does not fit is left out, so that an old one never shuts a list. */
export const lookSchema = z.object({
  filters: z.record(name, z.string().max(8000)).optional().catch(undefined),
  sortBy: name.optional().catch(undefined),
  direction: z.enum(['asc', 'desc']).optional().catch(undefined),
  columns: z.array(name).max(60).optional().catch(undefined),
  perPage: z.number().int().min(1).max(200).optional().catch(undefined),
});

/** What is remembered of a list for one reader. */
const rememberedSchema = lookSchema.omit({ filters: true }).extend({
  defaultView: z.string().max(36).optional().catch(undefined),
});

export interface RememberedList extends Omit<ListLook, 'filters'> {
  readonly defaultView?: string;
}

export function readLook(value: unknown): ListLook {
  const parsed = lookSchema.safeParse(value);
  return parsed.success ? said(parsed.data) : {};
}

export function readRemembered(value: unknown): RememberedList {
  const parsed = rememberedSchema.safeParse(value);
  return parsed.success ? said(parsed.data) : {};
}

function said<Value extends object>(value: Value): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as never;
}
