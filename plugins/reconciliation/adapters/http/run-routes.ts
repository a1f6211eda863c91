import { z } from 'zod';
import type { HttpRequest, HttpRoute } from '../../../../src/kernel/contributions.js';
import { recentRuns, showRun } from '../../app/show-runs.js';
import { startRun } from '../../app/start-run.js';
import { useCases } from '../../use-cases.js';
import { fileNameOf } from '../database/statement-names.js';
import { readBody } from '../read-given.js';

const RECENT = 100;
const runAsked = z.strictObject({ statement: z.string().min(1).max(64).nullish() });

export function runParts({ context }: Pick<HttpRequest, 'context'>) {
  const { jobs, clock, database } = context;
  return { jobs, clock, queries: database.queries, runs: context.use(useCases).runs, fileNameOf };
}

const start: HttpRoute = {
  method: 'POST',
  path: '/runs',
  permission: 'reconciliation.settle',
  async handle({ context, actor, body }) {
    const asked = readBody(runAsked, body);
    if (!asked.ok) return { status: 400, refusal: asked.error };
    const statementId = asked.value.statement ?? null;
    if (statementId !== null && (await fileNameOf(context.database.queries, statementId)) === null)
      return { status: 404, refusal: { code: 'unknown-statement' } };
    return { json: { jobId: await startRun(context.jobs, actor, { trigger: 'hand', statementId }) } };
  },
};

const list: HttpRoute = {
  method: 'GET',
  path: '/runs',
  permission: 'reconciliation.read',
  handle: async (request) => ({ json: await recentRuns(runParts(request), request.actor, RECENT) }),
};

const show: HttpRoute = {
  method: 'GET',
  path: '/runs/:id',
  permission: 'reconciliation.read',
  async handle(request) {
    const found = await showRun(runParts(request), request.actor, request.params['id'] ?? '');
    return found.ok ? { json: found.value } : { status: 404, refusal: found.error };
  },
};

export const runRoutes: readonly HttpRoute[] = [start, list, show];
