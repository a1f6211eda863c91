import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { Places } from './places.js';

/** What is disabled must be empty: nobody is left behind in it. Refuses `geo-in-use`, `office-in-use` with `count`. */
export async function mayDisable(
  places: Places,
  queries: QueryHandle,
  kind: 'geo' | 'office',
  id: string,
): Promise<Result<true, Refusal>> {
  await places.lock(queries, kind, id);
  const count = await places.countActiveIn(queries, kind, id);
  return count === 0 ? ok(true) : err({ code: `${kind}-in-use`, count });
}

/** An active office stands in an active geo. Refuses `unknown-place`, `geo-inactive`. */
export async function mayStandIn(
  places: Places,
  queries: QueryHandle,
  geoId: string,
): Promise<Result<true, Refusal>> {
  const geo = await places.lock(queries, 'geo', geoId);
  if (!geo) return err({ code: 'unknown-place' });
  return geo.active ? ok(true) : err({ code: 'geo-inactive' });
}
