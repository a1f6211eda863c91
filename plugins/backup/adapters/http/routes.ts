import type { z } from 'zod';
import type { HttpReply, HttpRoute } from '../../../../src/kernel/contributions.js';
import type { Refusal, Result } from '../../../../src/values/result.js';
import {
  backupAsked,
  foldersAsked,
  placeChange,
  placeToSave,
  placeTried,
  planChange,
  planToSave,
  readBy,
  restorationAsked,
  versionInQuery,
} from '../read-asked.js';
import type { BackupDeeds } from './deeds.js';
import { idOf } from './id-of.js';

/** Doors that do something. What they say and are told stands in contract/doors.ts. */
export function doingRoutes(deeds: BackupDeeds): readonly HttpRoute[] {
  return [
    ...backupDoors(deeds),
    ...copyDoors(deeds),
    ...placeDoors(deeds),
    ...planDoors(deeds),
    ...restorationDoors(deeds),
  ];
}

function backupDoors({ makeBackup, runDrill }: BackupDeeds): readonly HttpRoute[] {
  return [
    {
      method: 'POST',
      path: '/runs',
      permission: 'backup.make',
      handle: (request) =>
        parsed(backupAsked, request.body, async (asked) =>
          answered(await makeBackup(request.context, request.actor, asked, 'hand'), 202),
        ),
    },
    {
      method: 'POST',
      path: '/drills',
      permission: 'backup.make',
      handle: async ({ context, actor }) => done(await runDrill(context, actor), 202),
    },
  ];
}

function copyDoors({ proveCopy, openCopy }: BackupDeeds): readonly HttpRoute[] {
  return [
    {
      method: 'POST',
      path: '/copies/:id/prove',
      permission: 'backup.make',
      handle: async (request) => done(await proveCopy(request.context, request.actor, idOf(request)), 202),
    },
    {
      method: 'GET',
      path: '/copies/:id/file',
      permission: 'backup.download',
      reauthenticate: true,
      async handle(request) {
        const { context, actor, signal } = request;
        const opened = await openCopy(context, actor, idOf(request), signal);
        if (!opened.ok) return refused(opened.error);
        const { content, fileName } = opened.value;
        return { body: content, contentType: 'application/octet-stream', fileName };
      },
    },
  ];
}

function placeDoors({ savePlace, removePlace, tryPlace, foldersOf }: BackupDeeds): readonly HttpRoute[] {
  const permission = 'backup.configure';
  return [
    {
      method: 'POST',
      path: '/places',
      permission,
      handle: (request) =>
        parsed(placeToSave, request.body, async (place) =>
          answered(await savePlace(request.context, request.actor, place, null), 201),
        ),
    },
    {
      method: 'PUT',
      path: '/places/:id',
      permission,
      handle: (request) =>
        parsed(placeChange, request.body, async ({ version, ...place }) =>
          done(await savePlace(request.context, request.actor, place, { id: idOf(request), version })),
        ),
    },
    {
      method: 'DELETE',
      path: '/places/:id',
      permission,
      handle: (request) =>
        parsed(versionInQuery, request.query, async ({ version }) =>
          done(await removePlace(request.context, request.actor, { id: idOf(request), version })),
        ),
    },
    {
      method: 'POST',
      path: '/places/try',
      permission,
      handle: (request) =>
        parsed(placeTried, request.body, async (tried) =>
          done(await tryPlace(request.context, request.actor, tried, request.signal)),
        ),
    },
    {
      method: 'POST',
      path: '/places/folders',
      permission,
      handle: (request) =>
        parsed(foldersAsked, request.body, async (asked) =>
          answered(await foldersOf(request.context, request.actor, asked, request.signal)),
        ),
    },
  ];
}

function planDoors({ savePlan, removePlan }: BackupDeeds): readonly HttpRoute[] {
  const permission = 'backup.configure';
  return [
    {
      method: 'POST',
      path: '/plans',
      permission,
      handle: (request) =>
        parsed(planToSave, request.body, async (plan) =>
          answered(await savePlan(request.context, request.actor, plan, null), 201),
        ),
    },
    {
      method: 'PUT',
      path: '/plans/:id',
      permission,
      handle: (request) =>
        parsed(planChange, request.body, async ({ version, ...plan }) =>
          done(await savePlan(request.context, request.actor, plan, { id: idOf(request), version })),
        ),
    },
    {
      method: 'DELETE',
      path: '/plans/:id',
      permission,
      handle: (request) =>
        parsed(versionInQuery, request.query, async ({ version }) =>
          done(await removePlan(request.context, request.actor, { id: idOf(request), version })),
        ),
    },
  ];
}

function restorationDoors(deeds: BackupDeeds): readonly HttpRoute[] {
  const { askForRestoration, decideRestoration, cancelRestoration } = deeds;
  return [
    {
      method: 'POST',
      path: '/restorations',
      permission: 'backup.restore',
      handle: (request) =>
        parsed(restorationAsked, request.body, async (asked) =>
          answered(await askForRestoration(request.context, request.actor, asked), 202),
        ),
    },
    {
      method: 'POST',
      path: '/restorations/:id/allow',
      permission: 'backup.approve',
      reauthenticate: true,
      handle: async (request) =>
        done(await decideRestoration(request.context, request.actor, idOf(request), true)),
    },
    {
      method: 'POST',
      path: '/restorations/:id/decline',
      permission: 'backup.approve',
      handle: async (request) =>
        done(await decideRestoration(request.context, request.actor, idOf(request), false)),
    },
    {
      method: 'POST',
      path: '/restorations/:id/cancel',
      permission: 'backup.restore',
      handle: async (request) => done(await cancelRestoration(request.context, request.actor, idOf(request))),
    },
  ];
}

async function parsed<Value>(
  schema: z.ZodType<Value>,
  given: unknown,
  handle: (value: Value) => Promise<HttpReply>,
): Promise<HttpReply> {
  const read = readBy(schema, given);
  return read.ok ? handle(read.value) : { status: 400, refusal: read.error };
}

function answered<Value>(result: Result<Value, Refusal>, status = 200): HttpReply {
  return result.ok ? { status, json: result.value } : refused(result.error);
}

function done(result: Result<unknown, Refusal>, status = 200): HttpReply {
  return result.ok ? { status, json: {} } : refused(result.error);
}

const ABSENT: ReadonlySet<string> = new Set([
  ...['unknown-copy', 'copy-not-stored', 'place-unknown', 'plan-unknown'],
  ...['restore-no-copy', 'restore-no-request'],
]);
const MEANWHILE: ReadonlySet<string> = new Set(['changed-meanwhile', 'restore-not-waiting', 'restore-begun']);

function refused(refusal: Refusal): HttpReply {
  if (ABSENT.has(refusal.code)) return { status: 404, refusal };
  return { status: MEANWHILE.has(refusal.code) ? 409 : 422, refusal };
}
