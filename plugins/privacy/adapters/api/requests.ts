import { z } from 'zod';
import {
  defineOperation,
  type ApiOperation,
  type ApiRefusal,
  type ApiRequest,
} from '../../../../src/kernel/contributions.js';
import { SUBJECT_KINDS } from '../../../../src/kernel/personal-data.js';
import { err, ok, type Refusal } from '../../../../src/values/result.js';
import { makeRequestErasure, type ErasureParts } from '../../app/erase-subject.js';
import { findExportable, makeRequestExport, ownSubject, type ExportParts } from '../../app/export-subject.js';
import type { StoredExport } from '../../app/stored.js';
import { ERASURE_STATES, EXPORT_STATES, type ErasureView } from '../../contract/requests.js';
import { subjectsOf } from '../show-people.js';
import { keptSentence } from '../../../../src/kernel/refusal-sentence.js';
import { erasureViews, fileOf, MOST_REQUESTS } from '../show-requests.js';

/** Everybody may ask: whose data it is about is decided by what else the actor has. */
const OWN = 'privacy.own';
const EXPORT = 'privacy.export';
const ERASE = 'privacy.erase';

const id = z.uuid().meta({ example: '0199a3f0-6b1c-7c3e-9f52-0f4e2a8d1c77' });
const instant = z.iso.datetime().meta({ description: 'UTC' });
const why = z.string().nullable().meta({ description: 'Why it failed, in the language that was asked for' });
const subject = z.strictObject({ kind: z.enum(SUBJECT_KINDS), id });
const byId = z.strictObject({ id });

const anExport = z
  .object({
    id,
    subject,
    state: z.enum(EXPORT_STATES),
    records: z.int(),
    bytes: z.int(),
    sha256: z.string().nullable().meta({ description: 'Of the file' }),
    error: why,
    file: z.string().nullable().meta({ description: 'Where it can be downloaded, signed in to the panel' }),
    requestedAt: instant,
    expiresAt: instant.nullable(),
  })
  .meta({ id: 'SubjectExport' });

const erased = z.array(
  z.object({
    title: z.string().meta({ description: 'Of the class of data' }),
    ...{ cleared: z.int(), removed: z.int(), mentions: z.int(), files: z.int() },
    kept: z.array(z.object({ reason: z.string(), records: z.int(), until: z.iso.date().nullable() })),
  }),
);

const erasure = z
  .object({
    id,
    subject,
    state: z.enum(ERASURE_STATES),
    reason: z.string(),
    error: why,
    report: erased.meta({ description: 'Of the first time' }),
    again: z.array(z.object({ at: instant, because: z.enum(['asked', 'restored']), report: erased })),
    requestedAt: instant,
    doneAt: instant.nullable(),
  })
  .meta({ id: 'Erasure' });

const newExport = z
  .strictObject({
    subject: subject
      .optional()
      .meta({ description: 'Somebody else: needs `privacy.export`. Without it, oneself' }),
  })
  .meta({ id: 'NewSubjectExport' });

const newErasure = z
  .strictObject({
    subject,
    typed: z
      .string()
      .max(190)
      .meta({ description: 'To confirm: the code, or a user’s e-mail address', example: 'R-0042' }),
    reason: z.string().max(500).meta({ description: 'Why, without naming the person' }),
  })
  .meta({ id: 'NewErasure' });

export function exportOperations(parts: ExportParts): readonly ApiOperation[] {
  const requestExport = makeRequestExport(parts);
  return [
    defineOperation({
      name: 'privacy.list-exports',
      method: 'GET',
      path: '/privacy/exports',
      permission: OWN,
      fieldPermissions: [EXPORT],
      summary: 'List files about people',
      description: `The newest ${MOST_REQUESTS}: one’s own, and with \`${EXPORT}\` those about everybody whose record one may see.`,
      answer: {
        status: 200,
        schema: z.object({ data: z.array(anExport) }).meta({ id: 'SubjectExportList' }),
      },
      async handle(request: ApiRequest<unknown, unknown>) {
        const found = await readable(parts, request);
        return ok({ data: found.map((each) => exportJson(request, each)) });
      },
    }),
    defineOperation({
      name: 'privacy.read-export',
      method: 'GET',
      path: '/privacy/exports/{id}',
      permission: OWN,
      fieldPermissions: [EXPORT],
      summary: 'Read what became of a file about a person',
      parameters: byId,
      answer: { status: 200, schema: anExport },
      refusals: [404],
      async handle(request) {
        const found = await shownExport(parts, request, request.parameters.id);
        return found ? ok(found) : refused({ code: 'unknown-export' });
      },
    }),
    defineOperation({
      name: 'privacy.request-export',
      method: 'POST',
      path: '/privacy/exports',
      permission: OWN,
      fieldPermissions: [EXPORT],
      reauthenticate: true,
      summary: 'Ask for a file of everything that is kept about a person',
      description:
        'It is made in the background: read it until it is ready. While one is being made it is that one.',
      body: newExport,
      answer: { status: 201, schema: anExport, location: '/privacy/exports' },
      async handle(request: ApiRequest<unknown, z.infer<typeof newExport>>) {
        const { context, actor, body } = request;
        const named = body.subject ?? ownSubject(actor);
        const made = named && (await requestExport(context, actor, named));
        if (!made) return refused({ code: 'unknown-subject' });
        return made.ok ? ok({ id: made.value.id }) : refused(made.error);
      },
      answered: (request, done) => shownExport(parts, request, done.id),
    }),
  ];
}

export function erasureOperations(parts: ErasureParts): readonly ApiOperation[] {
  const requestErasure = makeRequestErasure(parts);
  const shown = async (request: Omit<ApiRequest<unknown, unknown>, 'parameters'>, erasureId: string) => {
    const found = await parts.erasures.find(request.context.database.queries, erasureId);
    const [view] = found ? await erasureViews(request, [found]) : [];
    return view ? erasureJson(view) : null;
  };
  return [
    defineOperation({
      name: 'privacy.list-erasures',
      method: 'GET',
      path: '/privacy/erasures',
      permission: ERASE,
      summary: 'List erasures',
      description: `The newest ${MOST_REQUESTS} of people whose records one may see, with what was erased, and what was kept and why.`,
      answer: { status: 200, schema: z.object({ data: z.array(erasure) }).meta({ id: 'ErasureList' }) },
      async handle(request: ApiRequest<unknown, unknown>) {
        const found = await parts.erasures.list(request.context.database.queries);
        const views = await erasureViews(request, found.slice(0, MOST_REQUESTS));
        return ok({ data: views.map(erasureJson) });
      },
    }),
    defineOperation({
      name: 'privacy.read-erasure',
      method: 'GET',
      path: '/privacy/erasures/{id}',
      permission: ERASE,
      summary: 'Read what became of an erasure',
      parameters: byId,
      answer: { status: 200, schema: erasure },
      refusals: [404],
      async handle(request) {
        const found = await shown(request, request.parameters.id);
        return found ? ok(found) : refused({ code: 'unknown-erasure' });
      },
    }),
    defineOperation({
      name: 'privacy.request-erasure',
      method: 'POST',
      path: '/privacy/erasures',
      permission: ERASE,
      reauthenticate: true,
      summary: 'Forget a person',
      description:
        'Access ends at once, the rest is erased in the background. It cannot be taken back, by a backup neither.',
      body: newErasure,
      answer: { status: 201, schema: erasure, location: '/privacy/erasures' },
      async handle(request: ApiRequest<unknown, z.infer<typeof newErasure>>) {
        const { context, actor, body } = request;
        const { typed, reason } = body;
        const begun = await requestErasure(context, actor, { ...body.subject, typed, reason });
        return begun.ok ? ok({ id: begun.value.erasureId }) : refused(begun.error);
      },
      answered: (request, done) => shown(request, done.id),
    }),
  ];
}

type Asking = Pick<ApiRequest, 'context' | 'actor' | 'language'>;

async function readable(parts: ExportParts, request: Asking): Promise<readonly StoredExport[]> {
  const { context, actor } = request;
  const { queries } = context.database;
  if (context.may(actor, EXPORT)) {
    const all = await parts.exports.list(queries, MOST_REQUESTS);
    const subjectOf = await subjectsOf(request, all);
    return all.filter((each) => subjectOf(each) !== null);
  }
  const own = ownSubject(actor);
  return own ? (await parts.exports.of(queries, own)).slice(0, MOST_REQUESTS) : [];
}

async function shownExport(parts: ExportParts, request: Asking, exportId: string) {
  const { context, actor } = request;
  const found = await parts.exports.find(context.database.queries, exportId);
  if (!found) return null;
  const named = { kind: found.subjectKind, id: found.subjectId };
  return (await findExportable(parts, context, actor, named)) ? exportJson(request, found) : null;
}

function exportJson(request: Asking, made: StoredExport): z.infer<typeof anExport> {
  return {
    ...{ id: made.id, subject: { kind: made.subjectKind, id: made.subjectId }, state: made.state },
    ...{ records: Number(made.records), bytes: Number(made.bytes), sha256: made.digest },
    ...{ error: keptSentence(request, made.error), file: fileOf(made) },
    requestedAt: made.createdAt.toISOString(),
    expiresAt: made.expiresAt?.toISOString() ?? null,
  };
}

function erasureJson(view: ErasureView): z.infer<typeof erasure> {
  const report = (erasedViews: ErasureView['report']) =>
    erasedViews.map((each) => ({ ...each, kept: [...each.kept] }));
  return {
    ...{ id: view.id, subject: { kind: view.subject.kind, id: view.subject.id }, state: view.state },
    ...{ reason: view.reason, error: view.error, requestedAt: view.requestedAt, doneAt: view.doneAt },
    report: report(view.report),
    again: view.again.map((each) => ({ ...each, report: report(each.report) })),
  };
}

function refused(refusal: Refusal): { readonly ok: false; readonly error: ApiRefusal } {
  if (['unknown-export', 'unknown-erasure'].includes(refusal.code)) return err({ ...refusal, status: 404 });
  return err({ ...refusal, status: refusal.code === 'erasure-running' ? 409 : 422 });
}
