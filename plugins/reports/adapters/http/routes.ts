import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import type { z } from 'zod';
import type { HttpReply, HttpRequest, HttpRoute } from '../../../../src/kernel/contributions.js';
import { ROLES, type Actor, type Role } from '../../../../src/kernel/permissions.js';
import type { Refusal, Result } from '../../../../src/values/result.js';
import { cancelRun, findRun } from '../../app/cancel-run.js';
import { checkDefinition } from '../../app/check-definition.js';
import { CONTENT_TYPES } from '../../app/content-types.js';
import { findAsked } from '../../app/find-asked.js';
import { findReadableReport, findReport, reportsFor } from '../../app/find-report.js';
import { libraryFor } from '../../app/library.js';
import { makeRequestRun, type FileParts } from '../../app/make-file.js';
import { previewReport } from '../../app/preview-report.js';
import {
  makeCreateReport,
  makeDeleteReport,
  makeRestoreRevision,
  makeUpdateReport,
} from '../../app/save-report.js';
import {
  makeCreateSchedule,
  makeDeleteSchedule,
  makeUpdateSchedule,
  mayKeep,
  type ScheduleParts,
} from '../../app/schedule-report.js';
import {
  deliveryViews,
  reportLines,
  revisionLines,
  runView,
  savedReport,
  scheduleView,
} from '../../app/shown.js';
import type { StoredRun } from '../../app/stored.js';
import { vocabularyFor, wordsOf } from '../../app/vocabulary.js';
import type { FilterValue } from '../../contract/doors.js';
import { findFilterValues, nameFilterValues } from '../database/filter-values.js';
import {
  newName,
  reportAsked,
  reportChange,
  reportContent,
  runAsked,
  scheduleChange,
  scheduleToSave,
  versionInQuery,
  versionOnly,
} from '../read-asked.js';
import { readBy } from '../read-definition.js';

const RECENT_RUNS = 50;
const MOST_OFFERED = 20;
const RECENT_DELIVERIES = 100;

export type RouteParts = FileParts & ScheduleParts;

/** What the doors say and are told stands in contract/doors.ts. */
export function reportRoutes(parts: RouteParts): readonly HttpRoute[] {
  return [...buildingRoutes(), ...savedRoutes(parts), ...runRoutes(parts), ...scheduleRoutes(parts)];

  function buildingRoutes(): readonly HttpRoute[] {
    const permission = 'reports.read';
    return [
      {
        method: 'GET',
        path: '/vocabulary',
        permission,
        handle: async ({ context, actor, language }) => ({
          json: await vocabularyFor(context, actor, language),
        }),
      },
      {
        method: 'GET',
        path: '/values',
        permission,
        handle: async ({ context, actor, language, query: { dimension = '', term = '' } }) => ({
          json:
            wordsOf(context, language, dimension, term) ??
            (await findFilterValues(context, actor, dimension, term)),
        }),
      },
      {
        method: 'GET',
        path: '/library',
        permission,
        handle: ({ context, actor, language }) =>
          Promise.resolve({ json: libraryFor(context, actor, language) }),
      },
      {
        method: 'POST',
        path: '/preview',
        permission,
        handle: (request) =>
          parsed(reportAsked, request.body, async (asked) => {
            const { context, actor, language, signal } = request;
            const found = await findAsked(parts.reports, context, actor, language, asked);
            if (!found.ok) return refused(found.error);
            return answered(
              await previewReport(context, actor, found.value.definition, language, signal),
              (preview) => preview,
            );
          }),
      },
    ];
  }
}

function savedRoutes({ reports }: RouteParts): readonly HttpRoute[] {
  const create = makeCreateReport(reports);
  const update = makeUpdateReport(reports);
  const restore = makeRestoreRevision(reports);
  const remove = makeDeleteReport(reports);
  const read = 'reports.read';
  const define = 'reports.define';
  const idOf = ({ params }: HttpRequest): string => params['id'] ?? '';
  const found = (request: HttpRequest) =>
    findReadableReport(reports, request.context, request.actor, idOf(request));

  return [
    {
      method: 'GET',
      path: '/reports',
      permission: read,
      handle: async (request) => ({
        json: await reportLines(request, await reportsFor(reports, request.context, request.actor)),
      }),
    },
    {
      method: 'POST',
      path: '/reports',
      permission: define,
      handle: (request) =>
        parsed(reportContent, request.body, async (content) =>
          answered(
            await create(request.context, request.actor, content),
            (report) => savedReport(request, nameFilterValues, report),
            201,
          ),
        ),
    },
    {
      method: 'GET',
      path: '/reports/:id',
      permission: read,
      handle: async (request) =>
        answered(await found(request), (report) => savedReport(request, nameFilterValues, report)),
    },
    {
      method: 'PUT',
      path: '/reports/:id',
      permission: define,
      handle: (request) =>
        parsed(reportChange, request.body, async ({ version, ...content }) =>
          answered(
            await update(request.context, request.actor, { id: idOf(request), version, content }),
            (report) => savedReport(request, nameFilterValues, report),
          ),
        ),
    },
    {
      method: 'DELETE',
      path: '/reports/:id',
      permission: define,
      handle: (request) =>
        parsed(versionInQuery, request.query, async ({ version }) =>
          answered(await remove(request.context, request.actor, { id: idOf(request), version }), () => ({})),
        ),
    },
    {
      method: 'POST',
      path: '/reports/:id/duplicate',
      permission: define,
      handle: (request) =>
        parsed(newName, request.body, async ({ name }) => {
          const original = await found(request);
          if (!original.ok) return refused(original.error);
          const { description, definition } = original.value;
          const copy = { name, description, definition, sharedWith: [] };
          return answered(
            await create(request.context, request.actor, copy),
            (report) => savedReport(request, nameFilterValues, report),
            201,
          );
        }),
    },
    {
      method: 'GET',
      path: '/reports/:id/revisions',
      permission: read,
      handle: async (request) => {
        const { queries } = request.context.database;
        return answered(await findReport(reports, queries, request.actor, idOf(request)), async ({ id }) =>
          revisionLines(request, await reports.revisions(queries, id)),
        );
      },
    },
    {
      method: 'POST',
      path: '/reports/:id/revisions/:revision/restore',
      permission: define,
      handle: (request) =>
        parsed(versionOnly, request.body, async ({ version }) =>
          answered(
            await restore(request.context, request.actor, {
              id: idOf(request),
              revision: Number(request.params['revision']),
              version,
            }),
            (report) => savedReport(request, nameFilterValues, report),
          ),
        ),
    },
  ];
}

function runRoutes(parts: RouteParts): readonly HttpRoute[] {
  const { runs, reports } = parts;
  const requestRun = makeRequestRun(parts);
  const permission = 'reports.read';
  const found = ({ context, actor, params }: HttpRequest) =>
    findRun(runs, context, actor, params['id'] ?? '');

  return [
    {
      method: 'POST',
      path: '/runs',
      permission,
      handle: (request) =>
        parsed(runAsked, request.body, async ({ format, language = request.language, ...asked }) => {
          const { context, actor } = request;
          const report = await findAsked(reports, context, actor, language, asked);
          if (!report.ok) return refused(report.error);
          return answered(
            await requestRun(context, actor, report.value, { format, language }),
            (run) => runView(request, run),
            202,
          );
        }),
    },
    {
      method: 'GET',
      path: '/runs',
      permission,
      handle: async (request) => {
        const { context, actor } = request;
        const own = await runs.requestedBy(context.database.queries, actor.userId ?? '', RECENT_RUNS);
        return { json: await Promise.all(own.map((run) => runView(request, run))) };
      },
    },
    {
      method: 'GET',
      path: '/runs/:id',
      permission,
      handle: async (request) => answered(await found(request), (run) => runView(request, run)),
    },
    {
      method: 'POST',
      path: '/runs/:id/cancel',
      permission,
      handle: async (request) =>
        answered(await cancelRun(runs, request.context, request.actor, request.params['id'] ?? ''), (run) =>
          runView(request, run),
        ),
    },
    {
      method: 'GET',
      path: '/runs/:id/file',
      permission,
      handle: async (request) => {
        const run = await found(request);
        if (!run.ok) return refused(run.error);
        return fileOf(request, run.value);
      },
    },
  ];
}

/** Made once with the rows of its actor: whoever has lost a permission that it needs does not get it any more. */
async function fileOf({ context, actor }: HttpRequest, run: StoredRun): Promise<HttpReply> {
  const { filePath, fileName, format, expiresAt } = run;
  const isOver = run.state === 'expired' || (expiresAt !== null && expiresAt <= context.clock.now());
  if (isOver) return { status: 410, refusal: { code: 'file-expired' } };
  if (run.state !== 'done' || filePath === null || fileName === null)
    return { status: 404, refusal: { code: 'file-not-ready' } };
  if (run.definition === null) return { status: 410, refusal: { code: 'run-unreadable' } };
  const checked = checkDefinition(context, actor, run.definition);
  if (!checked.ok) return { status: 403, refusal: { code: 'not-allowed-any-more' } };
  const isThere = await access(filePath).then(
    () => true,
    () => false,
  );
  if (!isThere) return { status: 410, refusal: { code: 'file-expired' } };
  return { body: createReadStream(filePath), contentType: CONTENT_TYPES[format], fileName };
}

/** A manager sends to staff; what representatives there are beyond its offices it is not told. */
function recipientRoles({ role }: Actor): readonly Role[] {
  return role === 'manager' ? ROLES.filter((each) => each !== 'representative') : ROLES;
}

function scheduleRoutes(parts: RouteParts): readonly HttpRoute[] {
  const { schedules, reports } = parts;
  const create = makeCreateSchedule(parts);
  const update = makeUpdateSchedule(parts);
  const remove = makeDeleteSchedule(parts);
  const permission = 'reports.schedule';
  const idOf = ({ params }: HttpRequest): string => params['id'] ?? '';

  return [
    {
      method: 'GET',
      path: '/recipients',
      permission,
      handle: async ({ context, actor, query: { term = '' } }) => {
        const search = { term, roles: recipientRoles(actor), limit: MOST_OFFERED };
        const people = await context.people.find(search);
        return { json: people.map(({ id, name }): FilterValue => ({ id, label: name })) };
      },
    },
    {
      method: 'GET',
      path: '/schedules',
      permission,
      handle: async (request) => {
        const { context, actor } = request;
        const own = (await schedules.all(context.database.queries)).filter((each) => mayKeep(each, actor));
        return { json: await Promise.all(own.map((each) => scheduleView(request, reports, each))) };
      },
    },
    {
      method: 'POST',
      path: '/schedules',
      permission,
      handle: (request) =>
        parsed(scheduleToSave, request.body, async (content) =>
          answered(
            await create(request.context, request.actor, content),
            (schedule) => scheduleView(request, reports, schedule),
            201,
          ),
        ),
    },
    {
      method: 'PUT',
      path: '/schedules/:id',
      permission,
      handle: (request) =>
        parsed(scheduleChange, request.body, async ({ version, ...content }) =>
          answered(
            await update(request.context, request.actor, { id: idOf(request), version, content }),
            (schedule) => scheduleView(request, reports, schedule),
          ),
        ),
    },
    {
      method: 'DELETE',
      path: '/schedules/:id',
      permission,
      handle: (request) =>
        parsed(versionInQuery, request.query, async ({ version }) =>
          answered(await remove(request.context, request.actor, { id: idOf(request), version }), () => ({})),
        ),
    },
    {
      method: 'GET',
      path: '/schedules/:id/deliveries',
      permission,
      handle: async (request) => {
        const { queries } = request.context.database;
        const schedule = await schedules.find(queries, idOf(request));
        if (!schedule || !mayKeep(schedule, request.actor)) return refused({ code: 'unknown-schedule' });
        return {
          json: await deliveryViews(
            request,
            await schedules.deliveries(queries, schedule.id, RECENT_DELIVERIES),
          ),
        };
      },
    },
  ];
}

async function parsed<Value>(
  schema: z.ZodType<Value>,
  given: unknown,
  handle: (value: Value) => Promise<HttpReply>,
): Promise<HttpReply> {
  const read = readBy(schema, given, 'definition-invalid');
  return read.ok ? handle(read.value) : { status: 400, refusal: read.error };
}

async function answered<Value>(
  result: Result<Value, Refusal>,
  json: (value: Value) => unknown,
  status = 200,
): Promise<HttpReply> {
  return result.ok ? { status, json: await json(result.value) } : refused(result.error);
}

const ABSENT = new Set([
  'unknown-report',
  'unknown-library-report',
  'unknown-run',
  'unknown-schedule',
  'unknown-revision',
]);
const MEANWHILE = new Set(['changed-meanwhile', 'run-over']);

function refused(refusal: Refusal): HttpReply {
  if (ABSENT.has(refusal.code)) return { status: 404, refusal };
  if (refusal.code === 'report-of-another') return { status: 403, refusal };
  return { status: MEANWHILE.has(refusal.code) ? 409 : 422, refusal };
}
