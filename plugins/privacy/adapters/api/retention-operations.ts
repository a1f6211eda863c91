import { z } from 'zod';
import {
  defineOperation,
  type ApiOperation,
  type ApiRefusal,
  type ApiRequest,
} from '../../../../src/kernel/contributions.js';
import { SUBJECT_KINDS } from '../../../../src/kernel/personal-data.js';
import { ROLES } from '../../../../src/kernel/permissions.js';
import { err, ok, type Refusal } from '../../../../src/values/result.js';
import { registerOf } from '../../app/register.js';
import { makeSaveRule, type RetentionParts } from '../../app/retention.js';
import { makeRequestRetention, makeTryRetention } from '../../app/run-retention.js';
import { MOST_DAYS } from '../../domain/retention.js';
import { retentionClasses, runViews } from '../show-retention.js';

const READ = 'privacy.read';

const id = z.uuid().meta({ example: '0199a3f0-6b1c-7c3e-9f52-0f4e2a8d1c77' });
const instant = z.iso.datetime().meta({ description: 'UTC' });
const className = z.string().max(120).meta({ example: 'notifications.messages' });
const days = z
  .int()
  .min(1)
  .max(MOST_DAYS)
  .nullable()
  .meta({ description: 'Null: as long as the house stands' });

const retentionClass = z
  .object({
    ...{ dataClass: className, title: z.string(), days },
    leastDays: z.int().meta({ description: 'No rule is shorter' }),
    leastBy: z.string().nullable().meta({ description: 'The basis in law, in the language asked for' }),
    setting: z
      .string()
      .nullable()
      .meta({ description: 'The setting that says it in place of a rule, in the language asked for' }),
    expires: z.boolean().meta({ description: 'False: nothing of it goes by a rule' }),
    version: z.int().meta({ description: '0: nobody has set a rule' }),
  })
  .meta({ id: 'RetentionClass' });

const retentionRun = z
  .object({
    ...{ id, isTrial: z.boolean(), state: z.enum(['running', 'done', 'failed']), rows: z.int() },
    report: z.array(
      z.object({
        ...{ dataClass: className, title: z.string(), days: z.int(), rows: z.int() },
        oldest: instant.nullable(),
      }),
    ),
    error: z.string().nullable().meta({ description: 'In the language asked for' }),
    ...{ startedAt: instant, finishedAt: instant.nullable() },
  })
  .meta({ id: 'RetentionRun' });

const registerLine = z
  .object({
    ...{ dataClass: className, title: z.string(), data: z.string(), purpose: z.string(), basis: z.string() },
    subjects: z.array(z.enum(SUBJECT_KINDS)).meta({ description: 'Kinds of people whose data it is' }),
    readers: z.array(z.enum(ROLES)).meta({ description: 'Roles that the panel shows some of it to' }),
    ...{ days, atLeastDays: z.int().nullable() },
  })
  .meta({ id: 'ProcessingRegisterLine' });

const byClass = z.strictObject({ dataClass: className });
const byId = z.strictObject({ id });
const runsAsked = z.strictObject({
  limit: z
    .string()
    .regex(/^(?:[1-9]\d?|100)$/)
    .transform(Number)
    .default(25)
    .meta({ description: 'Runs on a page, 1 to 100', example: '25' }),
  cursor: z.uuid().optional().meta({ description: 'From `next` of the page before' }),
});
const change = z.strictObject({ days }).meta({ id: 'RetentionRule' });

export function retentionOperations(parts: RetentionParts): readonly ApiOperation[] {
  const classNamed = async (request: ApiRequest<unknown, unknown>, name: string) =>
    (await retentionClasses(parts, request)).find(({ dataClass }) => dataClass === name) ?? null;
  const runNamed = async (request: ApiRequest<unknown, unknown>, runId: string) => {
    const run = await parts.store.find(request.context.database.queries, runId);
    const [view] = run ? await runViews(parts, request, [run]) : [];
    return view ? answerOf(view) : null;
  };
  return [
    defineOperation({
      name: 'privacy.read-register',
      method: 'GET',
      path: '/privacy/register',
      permission: READ,
      summary: 'Read the register of processing',
      description: 'What is kept of whom, why, how long, and who sees it (GDPR Art. 30).',
      answer: {
        status: 200,
        schema: z.object({ data: z.array(registerLine) }).meta({ id: 'ProcessingRegister' }),
      },
      async handle({ context, language }: ApiRequest<unknown, unknown>) {
        const lines = await registerOf(parts, context, language);
        return ok({
          data: lines.map((line) => {
            const { dataClass, title, data, purpose, basis, subjects, readers, atLeastDays } = line;
            return {
              ...{ dataClass, title, data, purpose, basis, subjects, readers },
              ...{ days: line.days, atLeastDays },
            };
          }),
        });
      },
    }),
    defineOperation({
      name: 'privacy.list-retention',
      method: 'GET',
      path: '/privacy/retention',
      permission: READ,
      summary: 'List how long each class of data is kept',
      answer: {
        status: 200,
        schema: z.object({ data: z.array(retentionClass) }).meta({ id: 'RetentionClassList' }),
      },
      handle: async (request: ApiRequest<unknown, unknown>) =>
        ok({ data: await retentionClasses(parts, request) }),
    }),
    defineOperation({
      name: 'privacy.list-retention-runs',
      method: 'GET',
      path: '/privacy/retention/runs',
      permission: READ,
      summary: 'List when the rules were tried and applied',
      description: 'Newest first.',
      parameters: runsAsked,
      answer: {
        status: 200,
        schema: z
          .object({ data: z.array(retentionRun), next: z.string().nullable() })
          .meta({ id: 'RetentionRunList' }),
      },
      async handle(request) {
        const { limit, cursor } = request.parameters;
        const found = await parts.store.runs(request.context.database.queries, limit + 1, cursor);
        const page = found.slice(0, limit);
        const last = page.at(-1);
        return ok({
          data: (await runViews(parts, request, page)).map(answerOf),
          next: last && found.length > limit ? request.next(last.id) : null,
        });
      },
    }),
    defineOperation({
      name: 'privacy.read-retention-run',
      method: 'GET',
      path: '/privacy/retention/runs/{id}',
      permission: READ,
      summary: 'Read what went in a run, or would have gone',
      parameters: byId,
      answer: { status: 200, schema: retentionRun },
      refusals: [404],
      async handle(request) {
        const run = await runNamed(request, request.parameters.id);
        return run ? ok(run) : err({ code: 'unknown-run', status: 404 as const });
      },
    }),
    defineOperation({
      name: 'privacy.read-retention',
      method: 'GET',
      path: '/privacy/retention/{dataClass}',
      permission: READ,
      summary: 'Read how long a class of data is kept',
      parameters: byClass,
      versioned: true,
      answer: { status: 200, schema: retentionClass },
      refusals: [404],
      async handle(request) {
        const { dataClass } = request.parameters;
        const found = await classNamed(request, dataClass);
        return found ? ok(found) : err({ code: 'unknown-class', dataClass, status: 404 as const });
      },
    }),
    defineOperation({
      name: 'privacy.set-retention',
      method: 'PATCH',
      path: '/privacy/retention/{dataClass}',
      permission: 'privacy.configure',
      answerPermission: READ,
      summary: 'Say how long a class of data is kept',
      parameters: byClass,
      body: change,
      versioned: true,
      answer: { status: 200, schema: retentionClass },
      refusals: [404],
      async handle(request: ApiRequest<z.infer<typeof byClass>, z.infer<typeof change>>) {
        const { context, actor, body, parameters, version } = request;
        const { dataClass } = parameters;
        const found = await classNamed(request, dataClass);
        if (!found) return err({ code: 'unknown-class', dataClass, status: 404 as const });
        const wanted = { dataClass, days: body.days, version: version ?? found.version };
        const saved = await makeSaveRule(parts)(context, actor, wanted);
        if (saved.ok) return ok({ dataClass });
        if (saved.error.code !== 'changed-meanwhile') return refused(saved.error);
        const now = await classNamed(request, dataClass);
        return err({ ...saved.error, ...(now ? { version: now.version } : {}), status: 412 as const });
      },
      answered: (request, { dataClass }) => classNamed(request, dataClass),
    }),
    defineOperation({
      name: 'privacy.try-retention',
      method: 'POST',
      path: '/privacy/retention/trials',
      permission: 'privacy.configure',
      answerPermission: READ,
      summary: 'Count what is past its time',
      description: 'Nothing goes.',
      answer: { status: 201, schema: retentionRun, location: '/privacy/retention/runs' },
      async handle({ context, actor, signal }: ApiRequest<unknown, unknown>) {
        const tried = await makeTryRetention(parts)(context, actor, signal);
        return ok({ id: tried.id });
      },
      answered: (request, { id: runId }) => runNamed(request, runId),
    }),
    defineOperation({
      name: 'privacy.apply-retention',
      method: 'POST',
      path: '/privacy/retention/runs',
      permission: 'privacy.maintain',
      answerPermission: READ,
      reauthenticate: true,
      summary: 'Take what is past its time',
      description: 'It goes in the background: read the run until it is done.',
      answer: { status: 201, schema: retentionRun, location: '/privacy/retention/runs' },
      async handle({ context, actor }: ApiRequest<unknown, unknown>) {
        const asked = await makeRequestRetention(parts)(context, actor);
        return asked.ok ? ok({ id: asked.value.id }) : refused(asked.error);
      },
      answered: (request, { id: runId }) => runNamed(request, runId),
    }),
  ];
}

/** Whose wish it was is for the panel. */
function answerOf(view: Awaited<ReturnType<typeof runViews>>[number]) {
  const { id: runId, isTrial, state, rows, report, error, startedAt, finishedAt } = view;
  return { id: runId, isTrial, state, rows, report, error, startedAt, finishedAt };
}

function refused(refusal: Refusal): { readonly ok: false; readonly error: ApiRefusal } {
  return err({ ...refusal, status: 422 });
}
