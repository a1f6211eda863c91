import type { z } from 'zod';
import {
  defineOperation,
  type ApiOperation,
  type ApiRefusal,
  type ApiRequest,
} from '../../../../src/kernel/contributions.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { findRun } from '../../app/cancel-run.js';
import { findAsked } from '../../app/find-asked.js';
import { findReadableReport, findReport, reportsFor } from '../../app/find-report.js';
import { libraryFor } from '../../app/library.js';
import { makeRequestRun, type FileParts } from '../../app/make-file.js';
import { readRows } from '../../app/preview-report.js';
import type { ReportTerms } from '../../app/run-report.js';
import {
  makeCreateReport,
  makeDeleteReport,
  makeUpdateReport,
  type ReportContent,
} from '../../app/save-report.js';
import { reportLines, runView, savedReport } from '../../app/shown.js';
import type { ReadableReport, Reports, StoredRun } from '../../app/stored.js';
import type { ReportAsked } from '../../contract/doors.js';
import { nameFilterValues } from '../database/filter-values.js';
import { reportContent, reportPatch, runTerms } from '../read-asked.js';
import { byId, dataAsked, library, report, reportData, reportList, run, runById } from './schemas.js';

type ById = z.infer<typeof byId>;

interface Parts extends FileParts {
  readonly reports: Reports;
}

const READ = 'reports.read';
const DEFINE = 'reports.define';
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

export function reportOperations({ reports, ...files }: Parts): readonly ApiOperation[] {
  const create = makeCreateReport(reports);
  const update = makeUpdateReport(reports);
  const remove = makeDeleteReport(reports);
  const requestRun = makeRequestRun(files);

  const found = ({ context, actor }: ApiRequest<unknown, unknown>, id: string) =>
    findReport(reports, context.database.queries, actor, id);
  const readable = ({ context, actor }: ApiRequest<unknown, unknown>, id: string) =>
    findReadableReport(reports, context, actor, id);
  const shown = (request: ApiRequest<unknown, unknown>, stored: ReadableReport) =>
    savedReport(request, nameFilterValues, stored);
  const readShown = async (request: ApiRequest<unknown, unknown>, id: string) => {
    const stored = await readable(request, id);
    return stored.ok ? shown(request, stored.value) : null;
  };

  return [
    defineOperation({
      name: 'reports.list-reports',
      method: 'GET',
      path: '/reports',
      permission: READ,
      summary: 'List saved reports',
      description: "The caller's own, and those shared with its role.",
      answer: { status: 200, schema: reportList },
      async handle(request: ApiRequest<unknown, unknown>) {
        const { context, actor } = request;
        const own = await reportsFor(reports, context, actor);
        return ok({ data: await reportLines(request, own) });
      },
    }),
    defineOperation({
      name: 'reports.list-library',
      method: 'GET',
      path: '/report-library',
      permission: READ,
      summary: 'List ready reports',
      answer: { status: 200, schema: library },
      handle: ({ context, actor, language }: ApiRequest<unknown, unknown>) =>
        Promise.resolve(ok({ data: libraryFor(context, actor, language) })),
    }),
    defineOperation({
      name: 'reports.read-report',
      method: 'GET',
      path: '/reports/{id}',
      permission: READ,
      summary: 'Read a saved report',
      parameters: runById,
      versioned: true,
      answer: { status: 200, schema: report },
      refusals: [404],
      async handle(request) {
        const stored = await readable(request, request.parameters.id);
        return stored.ok ? ok(await shown(request, stored.value)) : refused(stored.error);
      },
    }),
    defineOperation({
      name: 'reports.create-report',
      method: 'POST',
      path: '/reports',
      permission: DEFINE,
      answerPermission: READ,
      summary: 'Save a report',
      body: reportContent,
      answer: { status: 201, schema: report, location: '/reports' },
      async handle(request: ApiRequest<unknown, ReportContent>) {
        const created = await create(request.context, request.actor, request.body);
        return created.ok ? ok({ id: created.value.id }) : refused(created.error);
      },
      answered: (request, { id }) => readShown(request, id),
    }),
    defineOperation({
      name: 'reports.update-report',
      method: 'PATCH',
      path: '/reports/{id}',
      permission: DEFINE,
      answerPermission: READ,
      summary: 'Change a saved report',
      description: 'What is left out stays as it is. What it said before stays among its revisions.',
      parameters: runById,
      body: reportPatch,
      versioned: true,
      answer: { status: 200, schema: report },
      refusals: [404],
      async handle(request: ApiRequest<z.infer<typeof runById>, z.infer<typeof reportPatch>>) {
        const { context, actor, parameters, body, version } = request;
        const before = await found(request, parameters.id);
        if (!before.ok) return refused(before.error);
        const { name, description, sharedWith } = before.value;
        // What is said anew may also be said over what cannot be read any more.
        const definition = body.definition ?? before.value.definition;
        if (definition === null) return refused({ code: 'report-unreadable', report: name });
        const updated = await update(context, actor, {
          id: parameters.id,
          version: version ?? before.value.version,
          content: {
            name: body.name ?? name,
            description: body.description === undefined ? description : body.description,
            definition,
            sharedWith: body.sharedWith ?? sharedWith ?? [],
          },
        });
        if (updated.ok) return ok({ id: parameters.id });
        return refused(
          updated.error.code === 'changed-meanwhile'
            ? { ...updated.error, version: before.value.version }
            : updated.error,
        );
      },
      answered: (request, { id }) => readShown(request, id),
    }),
    defineOperation({
      name: 'reports.delete-report',
      method: 'DELETE',
      path: '/reports/{id}',
      permission: DEFINE,
      summary: 'Delete a saved report',
      description: 'Its schedules go with it; files that were made of it stay until they expire.',
      parameters: runById,
      answer: { status: 204 },
      refusals: [404],
      async handle(request) {
        const { context, actor, parameters } = request;
        const before = await found(request, parameters.id);
        if (!before.ok) return refused(before.error);
        const { version } = before.value;
        const removed = await remove(context, actor, { id: parameters.id, version });
        return removed.ok ? ok({ id: parameters.id }) : refused(removed.error);
      },
    }),
    defineOperation({
      name: 'reports.read-data',
      method: 'GET',
      path: '/reports/{id}/data',
      permission: READ,
      summary: 'Make a report and read its rows',
      description: 'For more rows than one answer carries, ask for a file.',
      parameters: dataAsked,
      answer: { status: 200, schema: reportData },
      refusals: [404],
      async handle(request) {
        const { context, actor, language, parameters, signal } = request;
        const terms = termsOf(parameters);
        if (!terms.ok) return refused(terms.error);
        const asked = await findAsked(reports, context, actor, language, {
          ...whichOf(parameters),
          ...terms.value,
        });
        if (!asked.ok) return refused(asked.error);
        const { definition } = asked.value;
        const read = await readRows(context, actor, definition, { language, signal, most: parameters.limit });
        return read.ok ? read : refused(read.error);
      },
    }),
    defineOperation({
      name: 'reports.create-run',
      method: 'POST',
      path: '/reports/{id}/runs',
      permission: READ,
      summary: 'Ask for a file of a report',
      description: 'It is made in the background, however long it is: read the run until it is done.',
      parameters: byId,
      body: runTerms,
      answer: { status: 201, schema: run, location: '/report-runs' },
      refusals: [404],
      async handle(request: ApiRequest<ById, z.infer<typeof runTerms>>) {
        const { context, actor, parameters, body } = request;
        const { format, language = request.language, ...terms } = body;
        const asked = { ...whichOf(parameters), ...terms } as ReportAsked;
        const which = await findAsked(reports, context, actor, language, asked);
        if (!which.ok) return refused(which.error);
        const made = await requestRun(context, actor, which.value, { format, language });
        return made.ok ? ok({ id: made.value.id }) : refused(made.error);
      },
      answered: (request, { id }) => shownRun(request, id),
    }),
    defineOperation({
      name: 'reports.read-run',
      method: 'GET',
      path: '/report-runs/{id}',
      permission: READ,
      summary: 'Read what became of a file',
      parameters: runById,
      answer: { status: 200, schema: run },
      refusals: [404],
      async handle(request) {
        const stored = await findRun(files.runs, request.context, request.actor, request.parameters.id);
        return stored.ok ? ok(await runView(request, stored.value)) : refused(stored.error);
      },
    }),
  ];

  async function shownRun(request: ApiRequest<unknown, unknown>, id: string) {
    const stored: StoredRun | null = await files.runs.find(request.context.database.queries, id);
    return stored && runView(request, stored);
  }
}

function whichOf({ id }: ById): { readonly report: string } | { readonly library: string } {
  return UUID.test(id) ? { report: id } : { library: id };
}

function termsOf(parameters: z.infer<typeof dataAsked>): Result<ReportTerms, Refusal> {
  const { from, to, representative } = parameters;
  if ((from === undefined) !== (to === undefined)) return err({ code: 'period-incomplete' });
  return ok({
    ...(from && to ? { period: { from: from as LocalDate, to: to as LocalDate } } : {}),
    ...(representative ? { parameters: { representative } } : {}),
  });
}

const ABSENT = new Set(['unknown-report', 'unknown-library-report', 'unknown-run']);

function refused(refusal: Refusal): { readonly ok: false; readonly error: ApiRefusal } {
  if (ABSENT.has(refusal.code)) return err({ ...refusal, status: 404 });
  if (refusal.code === 'changed-meanwhile') return err({ ...refusal, status: 412 });
  return err({ ...refusal, status: 422 });
}
