import type { Actor } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';

export const DRILL = 'backup.drill';

export interface DrillJob {
  /** null: it is its week */
  readonly requestedBy: string | null;
}

/** Asks for a drill now: a job does it. Refuses `drill-not-allowed`. */
export async function requestDrill(
  context: PluginContext,
  actor: Actor,
): Promise<Result<{ readonly jobId: string }, Refusal>> {
  if (!context.may(actor, 'backup.make')) return err({ code: 'drill-not-allowed' });
  return ok({ jobId: await scheduleDrill(context, actor) });
}

/** @param actor null: the house asks */
export function scheduleDrill(context: PluginContext, actor: Actor | null): Promise<string> {
  const data: DrillJob = { requestedBy: actor?.userId ?? null };
  const unique = `${DRILL}:asked`;
  return context.jobs.schedule(DRILL, data, { unique, ...(actor ? { requestedBy: actor } : {}) });
}
