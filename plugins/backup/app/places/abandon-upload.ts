import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { OpenDestination } from '../../contract/destination.js';
import type { StoredDestination } from '../stored.js';
import { openPlace } from './open-place.js';

/** A place that answers no more is left alone: what lies there is ended by a later upload. */
const PATIENCE_MS = 60_000;

/** Parts of an upload that nobody goes on with are taken away, or they would be kept, and paid for, for ever. Never fails. */
export async function abandonUpload(
  { log }: PluginContext,
  place: OpenDestination,
  fileName: string,
): Promise<void> {
  try {
    const abandoned = await place.abandon?.(fileName, AbortSignal.timeout(PATIENCE_MS));
    if (abandoned && !abandoned.ok) log.warn({ fileName, refusal: abandoned.error }, 'parts may be left');
  } catch (error) {
    log.warn({ err: error, fileName }, 'parts of an upload may be left');
  }
}

export async function abandonUploadTo(
  context: PluginContext,
  destination: StoredDestination,
  fileName: string,
): Promise<void> {
  const opened = await openPlace(context, destination);
  if (opened.ok) await abandonUpload(context, opened.value, fileName);
}
