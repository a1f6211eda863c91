import { createReadStream } from 'node:fs';
import type { z } from 'zod';
import type { HttpReply, HttpRequest, HttpRoute } from '../../../../src/kernel/contributions.js';
import type { Contributed } from '../../../../src/kernel/plugin.js';
import type { Refusal } from '../../../../src/values/result.js';
import { inspectFile } from '../../app/inspect-file.js';
import type { ImportProfiles, ImportRun, ImportRuns } from '../../app/import-runs.js';
import { findKind, kindsFor } from '../../app/known-kinds.js';
import type { LiveProgress } from '../../app/live-progress.js';
import { noticeDeadJob } from '../../app/notice-dead-job.js';
import { makeSaveProfile, profilesOf } from '../../app/save-profile.js';
import { fileSentence, rowSentence } from '../../app/sentences.js';
import { makeStartApply, makeStartCheck } from '../../app/start-run.js';
import type { OpenTable } from '../../app/table.js';
import { makeUploadFile, type UploadParts } from '../../app/upload-file.js';
import type { ImportKind, ImportMapping } from '../../contract/import-kind.js';
import { applyInput, checkInput, profileInput } from './mapping-input.js';

/** The panel's limit: larger files go through the command line, which reads them where they are. */
export const MAX_UPLOAD_BYTES = 100 * 1024 * 1024;
const SHOWN_ERRORS = 200;
const RECENT_RUNS = 20;

export interface RouteParts {
  readonly runs: ImportRuns;
  readonly profiles: ImportProfiles;
  readonly openTable: OpenTable;
  readonly live: LiveProgress;
  readonly keep: UploadParts['keep'];
}

interface FoundRun {
  readonly run: ImportRun;
  readonly kind: Contributed<ImportKind>;
}

export function importRoutes(parts: RouteParts): readonly HttpRoute[] {
  const { runs, profiles, openTable } = parts;
  const uploadFile = makeUploadFile(parts);
  const startCheck = makeStartCheck(runs);
  const startApply = makeStartApply(runs);
  const saveProfile = makeSaveProfile(profiles);
  const permission = 'imports.run';

  const withRun =
    (handle: (request: HttpRequest, found: FoundRun) => Promise<HttpReply>) =>
    async (request: HttpRequest) => {
      const run = await runs.find(request.context.database.queries, request.params['id'] ?? '');
      // A kind that the actor may not import is as good as absent.
      const kind = run ? findKind(request.context, request.actor, run.kind) : null;
      if (!run || !kind?.ok) return { status: 404, refusal: { code: 'unknown-run' } };
      return handle(request, { run: await noticeDeadJob(runs, request.context, run), kind: kind.value });
    };

  return [
    { method: 'GET', path: '/kinds', permission, handle: (request) => listKinds(parts, request) },
    { method: 'GET', path: '/runs', permission, handle: (request) => listRuns(parts, request) },
    {
      method: 'POST',
      path: '/uploads/:kind',
      permission,
      upload: { maxBytes: MAX_UPLOAD_BYTES },
      handle: async (request) => {
        const kind = findKind(request.context, request.actor, request.params['kind'] ?? '');
        if (!kind.ok) return { status: 404, refusal: kind.error };
        if (!request.file) return { status: 400, refusal: { code: 'file-missing' } };
        const run = await uploadFile(request.context, request.actor, kind.value.value, request.file);
        return run.ok ? { status: 201, json: { id: run.value.id } } : { refusal: run.error };
      },
    },
    {
      method: 'POST',
      path: '/runs/:id/inspect',
      permission,
      handle: withRun((request, { run, kind }) =>
        parsed(checkInput, request.body, ({ mapping }) => inspection(request, run, kind.value, mapping)),
      ),
    },
    {
      method: 'POST',
      path: '/runs/:id/check',
      permission,
      handle: withRun((request, { run }) =>
        parsed(checkInput, request.body, async ({ mapping }) => {
          const job = await startCheck(request.context, request.actor, run, mapping);
          return job.ok ? { status: 202, json: { job: job.value } } : { status: 409, refusal: job.error };
        }),
      ),
    },
    {
      method: 'POST',
      path: '/runs/:id/apply',
      permission,
      handle: withRun((request, { run }) =>
        parsed(applyInput, request.body, async ({ mode }) => {
          const job = await startApply(request.context, request.actor, run, mode);
          return job.ok ? { status: 202, json: { job: job.value } } : { status: 409, refusal: job.error };
        }),
      ),
    },
    {
      method: 'GET',
      path: '/runs/:id',
      permission,
      handle: withRun((request, found) => showRun(parts, request, found)),
    },
    {
      method: 'GET',
      path: '/runs/:id/failed-rows',
      permission,
      handle: withRun(async (_request, { run }) => {
        if (run.failedPath === null) return { status: 404, refusal: { code: 'no-failed-rows' } };
        const fileName = `${run.fileName.replace(/\.[^.]*$/, '')}-failed-rows.csv`;
        return { body: createReadStream(run.failedPath), contentType: 'text/csv; charset=utf-8', fileName };
      }),
    },
    {
      method: 'POST',
      path: '/profiles',
      permission,
      handle: (request) =>
        parsed(profileInput, request.body, async ({ kind: name, name: title, mapping }) => {
          const kind = findKind(request.context, request.actor, name);
          if (!kind.ok) return { status: 404, refusal: kind.error };
          const saved = await saveProfile(request.context, request.actor, kind.value.value, title, mapping);
          return saved.ok ? { status: 201, json: saved.value } : { refusal: saved.error };
        }),
    },
  ];

  async function inspection(
    request: HttpRequest,
    run: ImportRun,
    kind: ImportKind,
    mapping: ImportMapping,
  ): Promise<HttpReply> {
    const found = await inspectFile(openTable, kind, run.filePath, mapping);
    if (!found.ok) return { refusal: found.error };
    const { problem } = found.value;
    return {
      json: {
        ...found.value,
        mapping,
        problem: problem && fileSentence(request.context, request.language, problem),
      },
    };
  }
}

async function parsed<T>(
  schema: z.ZodType<T>,
  body: unknown,
  handle: (input: T) => Promise<HttpReply>,
): Promise<HttpReply> {
  const input = schema.safeParse(body);
  if (input.success) return handle(input.data);
  const issue = input.error.issues[0];
  return {
    status: 400,
    refusal: { code: 'bad-request', where: issue?.path.join('.') ?? '', reason: issue?.message ?? '' },
  };
}

async function listKinds(
  { profiles }: RouteParts,
  { context, actor, language }: HttpRequest,
): Promise<HttpReply> {
  const kinds = await Promise.all(
    kindsFor(context, actor).map(async ({ plugin, value }) => ({
      name: value.name,
      title: context.translator.text(language, `${plugin}:imports.${value.name}.title`),
      fields: value.fields.map((field) => ({
        name: field.name,
        kind: field.kind,
        required: field.required,
        label: context.translator.text(language, `${plugin}:imports.${value.name}.fields.${field.name}`),
      })),
      profiles: await profilesOf(profiles, context, value),
    })),
  );
  return { json: { kinds, maxBytes: MAX_UPLOAD_BYTES } };
}

async function listRuns({ runs }: RouteParts, { context, actor }: HttpRequest): Promise<HttpReply> {
  const names = kindsFor(context, actor).map((kind) => kind.value.name);
  const recent = await runs.recent(context.database.queries, names, RECENT_RUNS);
  return {
    json: {
      runs: recent.map(({ id, kind, fileName, state, rows, created, unchanged, failed, createdAt }) => ({
        id,
        kind,
        fileName,
        state,
        rows,
        created,
        unchanged,
        failed,
        createdAt,
      })),
    },
  };
}

async function showRun(
  { runs, live }: RouteParts,
  request: HttpRequest,
  { run, kind }: FoundRun,
): Promise<HttpReply> {
  const { context, language } = request;
  const errors = await runs.errors(context.database.queries, run.id, SHOWN_ERRORS);
  const job = run.jobId === null ? null : await context.jobs.find(run.jobId);
  const { id, fileName, state, rows, created, unchanged, failed, mapping, mode } = run;
  return {
    json: {
      ...{ id, kind: run.kind, fileName, state, rows, created, unchanged, failed, mapping, mode },
      progress: { done: live.of(id) ?? job?.progress ?? 0, total: job?.total ?? null },
      error: run.error === null ? null : fileSentence(context, language, JSON.parse(run.error) as Refusal),
      errors: errors.map((failure) => ({
        line: failure.line,
        column: failure.column,
        code: failure.refusal.code,
        message: rowSentence(context, kind.plugin, language, failure),
      })),
      failedRows: run.failedPath !== null,
    },
  };
}
