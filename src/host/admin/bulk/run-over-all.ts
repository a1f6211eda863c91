import type { ActionDoor } from '../action-door.js';
import { enterList } from '../lists/list-door.js';
import { termsFor } from '../lists/list-ask.js';
import type { PanelReader } from '../panel-reader.js';
import { FormRefusal, PanelRefusal } from '../panel-refusal.js';
import type { PanelEntry, PanelRegistry } from '../panel-registry.js';
import { titleOf } from '../record-params.js';
import { DEEPEST_ROW, type RawRecord } from '../record-reads.js';
import { removeRecords } from '../record-writes.js';
import type { Sentences } from '../sentences.js';
import { BULK_REMOVE, type BulkOrder, type BulkReport } from './bulk-order.js';

export interface BulkMeans {
  readonly registry: PanelRegistry;
  readonly actions: ActionDoor;
  readonly sentences: Sentences;
}

interface Watch {
  readonly signal?: AbortSignal;
  progress(done: number, total: number): Promise<void>;
}

/** Whether the reader may do this over a list at all. @throws PanelRefusal action-unknown, forbidden */
export function enterBulk(
  { registry }: Pick<BulkMeans, 'registry'>,
  reader: PanelReader,
  model: string,
  action: string,
): PanelEntry {
  const entry = enterList(registry, reader, model);
  const { actions, contribution } = entry.resource;
  const named = actions.filter(({ name, on }) => name === action && on === 'bulk');
  const permissions =
    action === BULK_REMOVE ? [contribution.permissions.remove] : named.map(({ permission }) => permission);
  const existing = permissions.filter((permission) => permission !== undefined);
  if (existing.length === 0) throw new PanelRefusal({ code: 'action-unknown' }, 404);
  if (!existing.some((permission) => reader.may(permission)))
    throw new PanelRefusal({ code: 'forbidden' }, 403);
  return entry;
}

/** The records that match now. More than the reader agreed to are none at all. @throws PanelRefusal bulk-too-many, bulk-more-now */
export async function matching(
  { registry }: Pick<BulkMeans, 'registry'>,
  reader: PanelReader,
  entry: PanelEntry,
  { filters, expected }: Pick<BulkOrder, 'filters' | 'expected'>,
): Promise<readonly { readonly id: string; readonly title: string }[]> {
  const reach = await registry.reach(entry, reader);
  const { idField } = entry.resource;
  const terms = termsFor(entry.resource, reach.shown, { filters });
  const rows = await entry.reads.page(registry.database, reach, terms, {
    limit: DEEPEST_ROW + 1,
    sort: { field: idField, direction: 'asc' },
    from: { offset: 0 },
  });
  if (rows.length > DEEPEST_ROW) throw new PanelRefusal({ code: 'bulk-too-many', max: BigInt(DEEPEST_ROW) });
  if (rows.length > expected)
    throw new PanelRefusal({ code: 'bulk-more-now', expected: BigInt(expected), found: BigInt(rows.length) });
  return rows.map((row: RawRecord) => ({
    id: String(row[idField.name]),
    title: titleOf(entry.resource, row, reach.shown),
  }));
}

/** Each record by itself, through the reader's scope and the action's own rule: what cannot be done says why and stops nothing. */
export async function runOverAll(
  means: BulkMeans,
  reader: PanelReader,
  order: BulkOrder,
  { signal, progress }: Watch,
): Promise<BulkReport> {
  const entry = enterBulk(means, reader, order.model, order.action);
  const records = await matching(means, reader, entry, order);
  const refused: BulkReport['refused'][number][] = [];
  let done = 0;
  for (const record of records) {
    signal?.throwIfAborted();
    const reason = await refusalOf(means, reader, entry, order, record.id);
    if (reason === null) done += 1;
    else refused.push({ ...record, reason });
    await progress(done + refused.length, records.length);
  }
  return { total: records.length, done, refused };
}

async function refusalOf(
  { registry, actions, sentences }: BulkMeans,
  reader: PanelReader,
  entry: PanelEntry,
  { model, action, input }: BulkOrder,
  id: string,
): Promise<string | null> {
  try {
    if (action === BULK_REMOVE) await removeRecords(registry, entry, reader, [id]);
    else await actions.runOne(reader, model, action, id, input);
    return null;
  } catch (error) {
    if (error instanceof PanelRefusal) return sentences.refusal(reader.language, error.plugin, error.refusal);
    if (error instanceof FormRefusal)
      return sentences.refusal(reader.language, 'host', { code: 'form', count: 1 });
    throw error;
  }
}
