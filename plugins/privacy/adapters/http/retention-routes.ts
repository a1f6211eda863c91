import { z } from 'zod';
import type { HttpReply, HttpRoute } from '../../../../src/kernel/contributions.js';
import { mayBeId } from '../../../../src/values/ids.js';
import { makeSaveRule, type RetentionParts } from '../../app/retention.js';
import { makeRequestRetention, makeTryRetention } from '../../app/run-retention.js';
import type { RuleChange } from '../../contract/doors.js';
import { MOST_DAYS } from '../../domain/retention.js';
import { rulesCsv, runCsv } from '../retention-csv.js';
import { retentionClasses, retentionView, runViews } from '../show-retention.js';

const ruleChange: z.ZodType<RuleChange> = z.strictObject({
  dataClass: z.string().max(120),
  days: z.number().nullable(),
  version: z.int().min(0),
});

/** What is kept how long, and what is past its time. */
export function retentionRoutes(parts: RetentionParts): readonly HttpRoute[] {
  const saveRule = makeSaveRule(parts);
  const tryRetention = makeTryRetention(parts);
  const requestRetention = makeRequestRetention(parts);
  return [
    {
      ...{ method: 'GET', path: '/retention', permission: 'privacy.read' },
      handle: async (request) => ({ json: await retentionView(parts, request) }),
    },
    {
      ...{ method: 'GET', path: '/retention.csv', permission: 'privacy.read' },
      handle: async (request) =>
        csvFile('retention.csv', rulesCsv(request, await retentionClasses(parts, request))),
    },
    {
      ...{ method: 'PUT', path: '/retention', permission: 'privacy.configure', reauthenticate: true },
      async handle({ context, actor, body }) {
        const asked = ruleChange.safeParse(body);
        if (!asked.success) return { status: 422, refusal: { code: 'days-invalid', most: MOST_DAYS } };
        const saved = await saveRule(context, actor, asked.data);
        return saved.ok ? { json: {} } : { status: 422, refusal: saved.error };
      },
    },
    {
      ...{ method: 'POST', path: '/retention/try', permission: 'privacy.configure' },
      async handle(request) {
        const run = await tryRetention(request.context, request.actor, request.signal);
        const [view] = await runViews(parts, request, [run]);
        return { json: view };
      },
    },
    {
      ...{ method: 'POST', path: '/retention/apply', permission: 'privacy.maintain', reauthenticate: true },
      async handle({ context, actor }) {
        const asked = await requestRetention(context, actor);
        return asked.ok ? { status: 202, json: asked.value } : { status: 422, refusal: asked.error };
      },
    },
    {
      ...{ method: 'GET', path: '/retention/runs/:id/csv', permission: 'privacy.read' },
      async handle(request) {
        const id = request.params['id'] ?? '';
        const run = mayBeId(id) ? await parts.store.find(request.context.database.queries, id) : null;
        const [view] = run ? await runViews(parts, request, [run]) : [];
        if (!view) return { status: 404, refusal: { code: 'unknown-run' } };
        return csvFile(`retention-${view.startedAt.slice(0, 10)}.csv`, runCsv(request, view));
      },
    },
  ];
}

function csvFile(fileName: string, body: string): HttpReply {
  return { body, contentType: 'text/csv; charset=utf-8', fileName };
}
