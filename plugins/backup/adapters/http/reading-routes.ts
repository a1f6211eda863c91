import type { HttpRoute } from '../../../../src/kernel/contributions.js';
import type { CopyToFetch } from '../../contract/doors.js';
import { certificateOf, findCopy } from '../database/read-backups.js';
import { overview } from '../show-backups.js';
import { placesView } from '../show-places.js';
import { restorationsView } from '../show-restorations.js';
import { idOf } from './id-of.js';

const CERTIFICATE_NAME = 'restore-drill.pdf';

/** Doors that read. What they say stands in contract/doors.ts. */
export const readingRoutes: readonly HttpRoute[] = [
  {
    method: 'GET',
    path: '/overview',
    permission: 'backup.read',
    handle: async (request) => ({ json: await overview(request) }),
  },
  {
    method: 'GET',
    path: '/drills/:id/certificate',
    permission: 'backup.read',
    async handle(request) {
      const body = await certificateOf(request.context.database.queries, idOf(request));
      if (!body) return { status: 404, refusal: { code: 'no-certificate' } };
      return { body, contentType: 'application/pdf', fileName: CERTIFICATE_NAME, inline: true };
    },
  },
  {
    // A browser that fetches a file cannot ask who it is: this is asked first.
    method: 'GET',
    path: '/copies/:id',
    permission: 'backup.download',
    reauthenticate: true,
    async handle(request) {
      const copy = await findCopy(request.context.database.queries, idOf(request));
      if (!copy) return { status: 404, refusal: { code: 'unknown-copy' } };
      const json: CopyToFetch = {
        fileName: copy.file_name,
        bytes: Number(copy.bytes),
        href: `/admin/x/backup/copies/${copy.id}/file`,
      };
      return { json };
    },
  },
  {
    method: 'GET',
    path: '/places',
    permission: 'backup.read',
    handle: async (request) => ({ json: await placesView(request) }),
  },
  {
    method: 'GET',
    path: '/restorations',
    permission: 'backup.read',
    handle: async (request) => ({ json: await restorationsView(request) }),
  },
];
