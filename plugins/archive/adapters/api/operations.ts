import { z } from 'zod';
import { defineOperation, type ApiOperation } from '../../../../src/kernel/contributions.js';
import { ok } from '../../../../src/values/result.js';
import { SHOWN_STATES } from '../../contract/doors.js';
import { yearViews } from '../show-years.js';

const instant = z.iso.datetime().meta({ description: 'UTC' });

const year = z
  .object({
    year: z.int().meta({ example: 2023 }),
    state: z.enum(SHOWN_STATES).meta({
      description:
        '`moved`: its settled records lie in the file, and their totals are in every figure; `stopped`: moving it or bringing it back ended without an end, and the ledger is as it was',
    }),
    file: z
      .object({
        name: z.string(),
        bytes: z.int(),
        sha256: z.string().meta({ description: 'Of the encrypted file, hexadecimal' }),
        provenAt: instant.nullable().meta({ description: 'When it was last read to its end and compared' }),
        copies: z.array(z.object({ place: z.string(), provenAt: instant.nullable() })),
      })
      .nullable(),
    movedAt: instant.nullable(),
    returnedAt: instant.nullable(),
    error: z.string().nullable().meta({ description: 'In the language that was asked for' }),
  })
  .meta({ id: 'ArchivedYear' });

const listYears = defineOperation({
  name: 'archive.list-years',
  method: 'GET',
  path: '/archive/years',
  permission: 'archive.read',
  summary: 'List closed years',
  description:
    'Newest first: which are in the ledger, which were moved to a file, and where it lies. Never what is in it.',
  answer: { status: 200, schema: z.object({ data: z.array(year) }).meta({ id: 'ArchivedYearList' }) },
  async handle(request) {
    const years = await yearViews(request);
    return ok({ data: years.map(({ progress: _, requestedBy: __, ...shown }) => shown) });
  },
});

export const operations: readonly ApiOperation[] = [listYears];
