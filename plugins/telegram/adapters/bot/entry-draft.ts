import { z } from 'zod';
import { isCurrency } from '../../../../src/values/currency.js';
import { parseLocalDate, type LocalDate } from '../../../../src/values/local-date.js';
import type { EntryFigures, EntryKey, EntryView } from '../../../daily-entries/contract/daily-entries.js';

const minorUnits = z.string().regex(/^\d{1,19}$/);

const schema = z.object({
  day: z.custom<LocalDate>((text) => typeof text === 'string' && parseLocalDate(text).ok),
  officeId: z.string(),
  office: z.string(),
  geoId: z.string(),
  /** null: the office has one alone, so it goes without saying */
  geo: z.string().nullable(),
  currency: z.custom<EntryKey['currency']>((text) => typeof text === 'string' && isCurrency(text)),
  revenue: minorUnits.nullable(),
  cost: minorUnits.nullable(),
  note: z.string().nullable(),
  /** the entry that is changed; null: there is none yet */
  kept: z.object({ id: z.string(), version: z.number() }).nullable(),
  /** one answer alone is given anew, and then the summary comes again */
  mends: z.boolean(),
});

/** A day as far as the conversation has come: what a conversation keeps, so plain JSON. */
export type EntryDraft = z.infer<typeof schema>;

/** What a conversation kept; null when it is over, or was another's. */
export function draftOf(state: unknown): EntryDraft | null {
  const draft = schema.safeParse(state);
  return draft.success ? draft.data : null;
}

/** With the figures of the entry that is there. */
export function fromEntry(draft: EntryDraft, entry: EntryView): EntryDraft {
  return {
    ...keptAs(draft, entry),
    ...{ revenue: String(entry.revenue), cost: String(entry.cost), note: entry.note },
  };
}

/** What was typed stays, and is to replace what is there. */
export function keptAs(draft: EntryDraft, { id, version }: EntryView): EntryDraft {
  return { ...draft, kept: { id, version } };
}

/** Null while an amount is missing. */
export function figuresOf({ revenue, cost, note }: EntryDraft): EntryFigures | null {
  return revenue === null || cost === null ? null : { revenue: BigInt(revenue), cost: BigInt(cost), note };
}
