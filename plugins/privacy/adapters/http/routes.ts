import { createReadStream } from 'node:fs';
import { z } from 'zod';
import type { HttpReply, HttpRequest, HttpRoute } from '../../../../src/kernel/contributions.js';
import { mayBeId } from '../../../../src/values/ids.js';
import { findExportable, makeRequestExport, ownSubject, type ExportParts } from '../../app/export-subject.js';
import { registerOf } from '../../app/register.js';
import { makeSaveRule, makeTryRetention, type RetentionParts } from '../../app/retention.js';
import type { StoredExport } from '../../app/stored.js';
import type { OwnExport } from '../../contract/doors.js';

interface Parts {
  readonly export: ExportParts;
  readonly retention: RetentionParts;
}

const rule = z.object({
  dataClass: z.string().max(120),
  days: z.number().nullable(),
  version: z.number().int().min(0),
});

/** What the doors say stands in contract/doors.ts. */
export function privacyRoutes(parts: Parts): readonly HttpRoute[] {
  const requestExport = makeRequestExport(parts.export);
  const saveRule = makeSaveRule(parts.retention);
  const tryRetention = makeTryRetention(parts.retention);
  return [
    {
      ...{ method: 'GET', path: '/register', permission: 'privacy.read' },
      handle: async ({ context, language }) => ({
        json: await registerOf(parts.retention, context, language),
      }),
    },
    {
      ...{ method: 'PUT', path: '/retention', permission: 'privacy.configure', reauthenticate: true },
      async handle({ context, actor, body }) {
        const asked = rule.safeParse(body);
        if (!asked.success) return { status: 422, refusal: { code: 'days-invalid', most: 36_525 } };
        const saved = await saveRule(context, actor, asked.data);
        return saved.ok ? { json: {} } : { status: 422, refusal: saved.error };
      },
    },
    {
      ...{ method: 'POST', path: '/retention/try', permission: 'privacy.configure' },
      handle: async ({ context, actor, signal }) => ({ json: await tryRetention(context, actor, signal) }),
    },
    {
      ...{ method: 'GET', path: '/my', permission: 'privacy.own' },
      async handle({ context, actor }) {
        const own = ownSubject(actor);
        const found = own && (await findExportable(parts.export, context, actor, own));
        if (!found) return unknown('unknown-subject');
        const made = await parts.export.exports.of(context.database.queries, found);
        return { json: { name: found.title, exports: made.map(shown) } };
      },
    },
    {
      ...{ method: 'POST', path: '/my/export', permission: 'privacy.own' },
      async handle({ context, actor }) {
        const own = ownSubject(actor);
        const made = own && (await requestExport(context, actor, own));
        if (!made) return unknown('unknown-subject');
        return made.ok ? { json: shown(made.value) } : { status: 422, refusal: made.error };
      },
    },
    {
      ...{ method: 'GET', path: '/exports/:id', permission: 'privacy.own' },
      handle: (request) => downloaded(parts.export, request),
    },
  ];
}

/** The file, for who may see everything about its subject now. */
async function downloaded(parts: ExportParts, { context, actor, params }: HttpRequest): Promise<HttpReply> {
  const id = params['id'] ?? '';
  const made = mayBeId(id) ? await parts.exports.find(context.database.queries, id) : null;
  if (made?.state !== 'ready' || made.filePath === null) return unknown('unknown-export');
  const named = { kind: made.subjectKind, id: made.subjectId };
  if (!(await findExportable(parts, context, actor, named))) return unknown('unknown-export');
  const fileName = made.fileName ?? 'personal-data.zip';
  return { body: createReadStream(made.filePath), contentType: 'application/zip', fileName };
}

function shown({ id, state, createdAt, expiresAt }: StoredExport): OwnExport {
  return { id, state, createdAt: createdAt.toISOString(), expiresAt: expiresAt?.toISOString() ?? null };
}

function unknown(code: string): HttpReply {
  return { status: 404, refusal: { code } };
}
