import { z } from 'zod';
import type { AdminResource, ApiRequest } from '../../../../src/kernel/contributions.js';
import { resources } from '../admin/resources.js';

const guardedByModel = new Map(resources.map((resource) => [resource.model, guardedOf(resource)]));

function guardedOf({ fields = {} }: AdminResource): readonly (readonly [string, string])[] {
  return Object.entries(fields).flatMap(([name, { permission }]) =>
    permission === undefined ? [] : [[name, permission] as const],
  );
}

/** What the caller may see of a record: the panel's own rule, field by field. */
export function visibleFields<Json extends object>(
  { context, actor }: Pick<ApiRequest, 'context' | 'actor'>,
  model: string,
): (json: Json) => Json {
  const hidden = (guardedByModel.get(model) ?? []).filter(
    ([, permission]) => !context.may(actor, permission),
  );
  if (hidden.length === 0) return (json) => json;
  const names = new Set(hidden.map(([name]) => name));
  return (json) => Object.fromEntries(Object.entries(json).filter(([name]) => !names.has(name))) as Json;
}

/** With which permissions a record's fields are told that not everybody may see. */
export function fieldPermissions(model: string): readonly string[] {
  return [...new Set((guardedByModel.get(model) ?? []).map(([, permission]) => permission))];
}

/** A record's schema: what not everybody may see may be absent. */
export function guarded<Shape extends z.ZodRawShape>(model: string, schema: z.ZodObject<Shape>): z.ZodObject {
  const names = (guardedByModel.get(model) ?? [])
    .map(([name]) => name)
    .filter((name) => name in schema.shape);
  return z.object(
    Object.fromEntries(
      Object.entries(schema.shape).map(([name, field]) => [
        name,
        names.includes(name) ? (field as z.ZodType).optional() : field,
      ]),
    ) as z.ZodRawShape,
  );
}
