import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { destination, type Destination, type OpenDestination } from '../../contract/destination.js';
import type { PlaceValues, StoredDestination } from '../stored.js';

export interface KnownKind {
  readonly kind: Destination;
  /** of the plugin that brings it */
  readonly context: PluginContext;
}

/** Refuses `place-kind-unknown` { kind, known }. */
export function findKind(context: PluginContext, name: string): Result<KnownKind, Refusal> {
  const kinds = context.contributions(destination);
  const found = kinds.find(({ value }) => value.kind === name);
  if (found) return ok({ kind: found.value, context: found.context });
  const known = kinds.map(({ value }) => value.kind).join(', ');
  return err({ code: 'place-kind-unknown', kind: name, known });
}

/** Refuses `place-kind-unknown`, and what the kind refuses. */
export async function openPlace(
  context: PluginContext,
  { kind: name, place, secrets }: Pick<StoredDestination, 'kind' | 'place' | 'secrets'>,
): Promise<Result<OpenDestination, Refusal>> {
  const found = findKind(context, name);
  return found.ok ? found.value.kind.open(found.value.context, { ...place, ...secrets }) : found;
}

/** A place that is written out, as `--to` takes it: its kind, a colon and where. Refuses `place-unknown` { place, known }, and what the kind refuses. */
export async function openWritten(
  context: PluginContext,
  text: string,
): Promise<Result<OpenDestination, Refusal>> {
  const [name = '', ...rest] = text.split(':');
  const found = findKind(context, name);
  if (!found.ok) return err({ code: 'place-unknown', place: text, known: found.error['known'] });
  const { kind, context: of } = found.value;
  const place = kind.parse(rest.join(':'));
  return place.ok ? kind.open(of, place.value) : place;
}

/** What was typed, as it is kept: values of fields that the kind has; a secret that was not typed stays as it was. */
export function readPlace(
  { fields }: Destination,
  typed: PlaceValues,
  secretsBefore: PlaceValues,
): Result<Pick<StoredDestination, 'place' | 'secrets'>, Refusal> {
  const place: Record<string, string> = {};
  const secrets: Record<string, string> = {};
  for (const { name, required, secret } of fields) {
    const value = (typed[name] ?? '').trim() || (secret ? (secretsBefore[name] ?? '') : '');
    if (required && value === '') return err({ code: 'place-field-missing', field: name });
    if (value !== '') (secret ? secrets : place)[name] = value;
  }
  return ok({ place, secrets });
}
