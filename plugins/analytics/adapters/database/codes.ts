import type { QueryHandle } from '../../../../src/kernel/ports.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import { applyScope } from '../../../../src/query/row-scope.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { CODED, scopeOfCoded, type Coded } from './coded-tables.js';
import { analyticsTables } from './tables.js';

export function isCoded(dimension: string): dimension is Coded {
  return (CODED as readonly string[]).includes(dimension);
}

/** Ids of what people know by code, in the order of the codes. Refuses `unknown-code`. */
export async function idsOfCodes(
  queries: QueryHandle,
  actor: Actor,
  table: Coded,
  codes: readonly string[],
): Promise<Result<readonly string[], Refusal>> {
  const query = analyticsTables(queries)
    .selectFrom(table)
    .select(['id', 'code'])
    .where('code', 'in', [...codes]);
  const found = await applyScope(query, scopeOfCoded(table, actor)).execute();
  const ids = new Map(found.map(({ id, code }) => [code, id]));
  const unknown = codes.find((code) => !ids.has(code));
  if (unknown !== undefined) return err({ code: 'unknown-code', dimension: table, value: unknown });
  return ok(codes.flatMap((code) => ids.get(code) ?? []));
}
