// How questions and figures stand in the API: as text that loses nothing.
import { z } from 'zod';
import type { LocalDate, LocalMonth } from '../../../../src/values/local-date.js';

/** Databases hold dates of these centuries alike. */
const CENTURIES = /^(?:19|20|21)\d\d-/;

export const date = z.iso
  .date()
  .regex(CENTURIES)
  .transform((text) => text as LocalDate)
  .meta({ description: 'A business day, `YYYY-MM-DD`', example: '2026-03-31' });

export const dateOut = z.iso.date().meta({ description: 'A business day', example: '2026-03-31' });

export const month = z
  .string()
  .regex(/^(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])$/)
  .transform((text) => text as LocalMonth)
  .meta({ description: 'A month, `YYYY-MM`', example: '2026-03' });

export const figure = z
  .string()
  .nullable()
  .meta({ description: 'Decimal text; null where there is nothing to divide by', example: '1234.50' });

export const currencyOut = z.string().meta({ description: 'ISO 4217', example: 'EUR' });

/** Several words with commas between, at most a hundred. */
export const words = (word: string) =>
  z
    .string()
    .max(5000)
    .regex(new RegExp(`^(?:${word})(?:,(?:${word})){0,99}$`))
    .transform((given) => given.split(','));

export const named = (description: string) =>
  z.object({ id: z.string(), name: z.string() }).meta({ description });
