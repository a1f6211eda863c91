import { z } from 'zod';
import { parseKept } from '../../../src/values/kept-json.js';
import type { Wanted } from '../domain/wanted.js';

const wanted: z.ZodType<Wanted> = z.union([
  z.strictObject({ whole: z.literal(true) }),
  z.strictObject({ representatives: z.array(z.string()), invoices: z.array(z.string()) }),
]);

/** Null when it cannot be read any more. */
export function keptWanted(json: string): Wanted | null {
  return wanted.safeParse(parseKept(json)).data ?? null;
}
