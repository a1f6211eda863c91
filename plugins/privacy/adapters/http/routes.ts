import { createReadStream } from 'node:fs';
import type { HttpReply, HttpRequest, HttpRoute } from '../../../../src/kernel/contributions.js';
import { mayBeId } from '../../../../src/values/ids.js';
import { findExportable, makeRequestExport, ownSubject, type ExportParts } from '../../app/export-subject.js';
import type { RetentionParts } from '../../app/retention.js';
import type { StoredExport } from '../../app/stored.js';
import type { OwnExport } from '../../contract/doors.js';
import { registerRoutes } from './register-routes.js';
import { retentionRoutes } from './retention-routes.js';

interface Parts {
  readonly export: ExportParts;
  readonly retention: RetentionParts;
}

/** What the doors say stands in contract/doors.ts. */
export function privacyRoutes(parts: Parts): readonly HttpRoute[] {
  const requestExport = makeRequestExport(parts.export);
  return [
    ...retentionRoutes(parts.retention),
    ...registerRoutes(parts.retention),
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
