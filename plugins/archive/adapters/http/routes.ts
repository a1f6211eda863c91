import { z } from 'zod';
import type { HttpReply, HttpRequest, HttpRoute } from '../../../../src/kernel/contributions.js';
import type { Refusal, Result } from '../../../../src/values/result.js';
import type { MoveToAsk, ReturnToAsk } from '../../contract/doors.js';
import { useCases } from '../../use-cases.js';
import { readYear } from '../read-year.js';
import { yearPreview, yearsView } from '../show-years.js';

const MOST_PLACES = 50;
const typed = z.string().max(20);
const moveToAsk: z.ZodType<MoveToAsk> = z.strictObject({
  typed,
  places: z.array(z.uuid()).max(MOST_PLACES).default([]),
});
const returnToAsk: z.ZodType<ReturnToAsk> = z.strictObject({ typed });

const PERMISSION = 'archive.move';

/** What the doors say and are told stands in contract/doors.ts. */
export const routes: readonly HttpRoute[] = [
  {
    method: 'GET',
    path: '/years',
    permission: 'archive.read',
    handle: async (request) => ({ json: await yearsView(request) }),
  },
  {
    method: 'GET',
    path: '/years/:year/preview',
    permission: PERMISSION,
    handle: (request) =>
      ofYear(request, async (year) => {
        const preview = await yearPreview(request, year);
        return preview.ok ? { json: preview.value } : refused(preview.error);
      }),
  },
  {
    method: 'POST',
    path: '/years/:year/move',
    permission: PERMISSION,
    reauthenticate: true,
    handle: (request) =>
      ofYear(request, (year) =>
        parsed(moveToAsk, request, async ({ typed: again, places }) =>
          done(
            await request.context.use(useCases).askToMove(request.actor, { year, typed: again, to: places }),
          ),
        ),
      ),
  },
  {
    method: 'POST',
    path: '/years/:year/return',
    permission: PERMISSION,
    reauthenticate: true,
    handle: (request) =>
      ofYear(request, (year) =>
        parsed(returnToAsk, request, async ({ typed: again }) =>
          done(await request.context.use(useCases).askToReturn(request.actor, { year, typed: again })),
        ),
      ),
  },
  {
    method: 'POST',
    path: '/years/:year/prove',
    permission: PERMISSION,
    handle: (request) =>
      ofYear(request, async (year) =>
        done(await request.context.use(useCases).askToProve(request.actor, year)),
      ),
  },
];

async function ofYear(
  { params }: HttpRequest,
  handle: (year: number) => Promise<HttpReply>,
): Promise<HttpReply> {
  const year = readYear(params['year']);
  return year.ok ? handle(year.value) : { status: 404, refusal: year.error };
}

async function parsed<Form>(
  schema: z.ZodType<Form>,
  { body }: HttpRequest,
  handle: (form: Form) => Promise<HttpReply>,
): Promise<HttpReply> {
  const read = schema.safeParse(body);
  if (read.success) return handle(read.data);
  return {
    status: 400,
    refusal: { code: 'form-invalid', field: read.error.issues[0]?.path.join('.') ?? '' },
  };
}

function done(result: Result<unknown, Refusal>): HttpReply {
  return result.ok ? { status: 202, json: {} } : refused(result.error);
}

const MEANWHILE: ReadonlySet<string> = new Set(['year-under-way', 'year-moved', 'year-not-moved']);

function refused(refusal: Refusal): HttpReply {
  return { status: MEANWHILE.has(refusal.code) ? 409 : 422, refusal };
}
