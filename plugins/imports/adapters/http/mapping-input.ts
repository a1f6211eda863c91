import { z } from 'zod';
import type { ImportMapping } from '../../contract/import-kind.js';

export const mappingInput: z.ZodType<ImportMapping> = z.object({
  columns: z.record(z.string(), z.string()),
  dateFormat: z.enum(['detect', 'ymd', 'dmy', 'mdy']),
  decimalSign: z.enum(['detect', '.', ',']),
  amountUnit: z.enum(['major', 'minor']),
  encoding: z.enum(['utf-8', 'windows-1251', 'windows-1252']),
  currency: z.string().length(3).nullable(),
  createMissing: z.boolean(),
});

export const checkInput = z.object({ mapping: mappingInput });
export const applyInput = z.object({ mode: z.enum(['all-or-nothing', 'skip-bad-rows']) });
export const profileInput = z.object({ kind: z.string(), name: z.string(), mapping: mappingInput });
