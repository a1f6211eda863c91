import { createHash, randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Actor } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { newId } from '../../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { OpenDestination } from '../../contract/destination.js';
import type { PlaceTried } from '../../contract/doors.js';
import { findKind, openPlace, readPlace } from './open-place.js';
import { putOnce } from './put-once.js';
import type { Destinations } from '../stored.js';

const TRIED_BYTES = 1_024;

/**
 * Writes a small file there, reads it and takes it away. Refuses `not-permitted`, `place-gone`, `place-field-missing`, `place-unreachable`
 * { reason }, `place-differs`, and what the kind refuses.
 */
export function makeTryDestination(destinations: Destinations) {
  return async (
    context: PluginContext,
    actor: Actor,
    tried: PlaceTried,
    signal: AbortSignal,
  ): Promise<Result<null, Refusal>> => {
    if (!context.may(actor, 'backup.configure')) return err({ code: 'not-permitted' });
    const typed = await readTried(destinations, context, tried);
    if (!typed.ok) return typed;
    const opened = await openPlace(context, { kind: tried.kind, ...typed.value });
    if (!opened.ok) return opened;
    try {
      return await writeAndRead(context, opened.value, signal);
    } catch (error) {
      signal.throwIfAborted();
      return err({
        code: 'place-unreachable',
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  };
}

/** What was typed, and the secrets that are kept already. Refuses `place-kind-unknown`, `place-gone`, `place-field-missing`. */
export async function readTried(
  destinations: Destinations,
  context: PluginContext,
  { id, kind: name, place }: PlaceTried,
): Promise<ReturnType<typeof readPlace>> {
  const kind = findKind(context, name);
  if (!kind.ok) return kind;
  const kept = id === null ? null : await destinations.find(context.database.queries, id);
  if (id !== null && kept?.kind !== name) return err({ code: 'place-gone' });
  return readPlace(kind.value.kind, place, kept?.secrets ?? {});
}

async function writeAndRead(
  context: PluginContext,
  place: OpenDestination,
  signal: AbortSignal,
): Promise<Result<null, Refusal>> {
  const content = randomBytes(TRIED_BYTES);
  const fileName = `countinghouse-trial-${newId()}.age`;
  const path = join(await context.storage.folder('trials'), fileName);
  await writeFile(path, content, { mode: 0o600 });
  const digest = (name: string): string => createHash(name).update(content).digest('hex');
  try {
    const stored = await putOnce(
      context,
      place,
      { ...{ path, fileName, bytes: content.length }, sha256: digest('sha256'), md5: digest('md5') },
      signal,
    );
    if (!stored.ok) return stored;
    const read = await readAll(place, stored.value.location, signal);
    const removed = await place.remove(stored.value.location, signal);
    if (!read.ok) return read;
    if (!read.value.equals(content)) return err({ code: 'place-differs' });
    return removed.ok ? ok(null) : removed;
  } finally {
    await rm(path, { force: true });
  }
}

async function readAll(
  place: OpenDestination,
  location: string,
  signal: AbortSignal,
): Promise<Result<Buffer, Refusal>> {
  const got = await place.get(location, signal);
  if (!got.ok) return got;
  const chunks: Buffer[] = [];
  for await (const chunk of got.value) chunks.push(chunk as Buffer);
  return ok(Buffer.concat(chunks));
}
