import { sql } from 'kysely';
import { everything } from '../../kernel/permissions.js';
import type { Transaction } from '../../kernel/ports.js';
import { newId } from '../../values/ids.js';
import { conflictOf } from './database-conflict.js';
import { parseForm, type ColumnValues, type Form } from './form-values.js';
import { formAction } from './history/action-titles.js';
import type { PanelField } from './panel-field.js';
import type { PanelReader } from './panel-reader.js';
import { PanelRefusal } from './panel-refusal.js';
import { scopeFor, type PanelEntry, type PanelRegistry } from './panel-registry.js';
import { panelTables } from './panel-tables.js';
import type { RawRecord } from './record-reads.js';

/** Creates a record from a form. @throws PanelRefusal */
export function createRecord(
  registry: PanelRegistry,
  entry: PanelEntry,
  reader: PanelReader,
  form: Form,
): Promise<RawRecord> {
  const { resource } = entry;
  mustHave(reader, resource.contribution.permissions.create);
  return writing(() =>
    registry.database.transaction(async (tx) => {
      const values = await checked(
        entry,
        reader,
        tx,
        null,
        await parseForm(registry, entry, reader, tx, form, null),
      );
      const id =
        typeof values[resource.idField.name] === 'string' ? String(values[resource.idField.name]) : newId();
      const now = registry.clock.now();
      const kept = { [resource.idField.name]: id, createdAt: now, updatedAt: now };
      await panelTables(tx)
        .insertInto(resource.model.table)
        .values(toColumns(entry, { ...values, ...kept }))
        .execute();
      const after = await within(entry, reader, tx, id);
      await tx.audit({
        actor: reader.actor,
        action: formAction(resource.plugin, 'create', resource.model.name),
        entity: resource.model.name,
        entityId: id,
        before: null,
        after: auditOf(entry, after),
      });
      return after;
    }),
  );
}

/** Changes a record of the reader's. A form that was filled from an older version changes nothing. @throws PanelRefusal */
export async function updateRecord(
  registry: PanelRegistry,
  entry: PanelEntry,
  reader: PanelReader,
  id: string,
  form: Form,
): Promise<RawRecord> {
  const { resource } = entry;
  mustHave(reader, resource.contribution.permissions.update);
  // Asked ahead: inside the transaction the session's table may be somebody else's to wait for.
  const isFresh = resource.contribution.reauthenticate === undefined || (await reader.isFresh());
  return writing(() =>
    registry.database.transaction(async (tx) => {
      const before = await within(entry, reader, tx, id);
      mustBeNewest(entry, before, form);
      const values = await checked(
        entry,
        reader,
        tx,
        before,
        await parseForm(registry, entry, reader, tx, form, before),
      );
      if (Object.keys(values).length === 0) return before;
      if (!isFresh && isDangerous(entry, before, values))
        throw new PanelRefusal({ code: 'reauthentication-required' }, 403);
      const changed = await panelTables(tx)
        .updateTable(resource.model.table)
        .set({ ...toColumns(entry, { ...values, updatedAt: registry.clock.now() }), ...nextVersion(entry) })
        .where(resource.idField.column, '=', id)
        .$if(resource.versionField !== null, (query) => query.where('version', '=', before['version']))
        .executeTakeFirst();
      if (changed.numUpdatedRows === 0n) throw new PanelRefusal({ code: 'stale-version' });
      const after = await within(entry, reader, tx, id);
      await tx.audit({
        actor: reader.actor,
        action: formAction(resource.plugin, 'update', resource.model.name),
        entity: resource.model.name,
        entityId: id,
        ...changesOf(entry, before, after),
      });
      return after;
    }),
  );
}

/**
 * Deletes records of the reader's, all or none: they lie in the trash afterwards.
 * @returns the trash's entries
 * @throws PanelRefusal
 */
export function removeRecords(
  registry: PanelRegistry,
  entry: PanelEntry,
  reader: PanelReader,
  ids: readonly string[],
): Promise<readonly string[]> {
  const { resource } = entry;
  mustHave(reader, resource.contribution.permissions.remove);
  return writing(() =>
    registry.database.transaction(async (tx) => {
      const kept: string[] = [];
      for (const id of ids) {
        const before = await within(entry, reader, tx, id);
        kept.push(
          await tx.keepInTrash({
            actor: reader.actor,
            entity: resource.model.name,
            entityId: id,
            title: await trashTitle(registry, entry, tx, before),
            rows: [{ model: resource.model.name, where: { [resource.idField.name]: id } }],
          }),
        );
        await panelTables(tx)
          .deleteFrom(resource.model.table)
          .where(resource.idField.column, '=', id)
          .execute();
        await tx.audit({
          actor: reader.actor,
          action: formAction(resource.plugin, 'remove', resource.model.name),
          entity: resource.model.name,
          entityId: id,
          before: auditOf(entry, before),
          after: null,
        });
      }
      return kept;
    }),
  );
}

/** A record without a title of its own is called after those that it points to. */
async function trashTitle(
  registry: PanelRegistry,
  { resource }: PanelEntry,
  tx: Transaction,
  before: RawRecord,
): Promise<string> {
  const title = before[resource.titleField.name];
  if (resource.titleField !== resource.idField && title !== null && title !== '') return String(title);
  const names: string[] = [];
  for (const field of resource.fields) {
    const target = field.reference === null ? null : registry.entry(field.reference);
    const id = before[field.name];
    if (!target || typeof id !== 'string') continue;
    const [row] = await target.reads.titles(tx, everything, [id]);
    if (row) names.push(String(row[target.resource.titleField.name]));
  }
  return names.join(' · ') || String(before[resource.idField.name]);
}

function mustHave(reader: PanelReader, permission: string | undefined): void {
  if (permission === undefined || !reader.may(permission)) throw new PanelRefusal({ code: 'forbidden' }, 403);
}

function mustBeNewest(entry: PanelEntry, before: RawRecord, form: Form): void {
  if (entry.resource.versionField === null) return;
  if (String(form['version'] ?? '') !== String(before['version']))
    throw new PanelRefusal({ code: 'stale-version' });
}

function isDangerous(
  { resource }: PanelEntry,
  before: RawRecord,
  values: Readonly<Record<string, unknown>>,
): boolean {
  const fields = resource.contribution.reauthenticate ?? [];
  return fields.some((field) => field in values && values[field] !== before[field]);
}

/** The record, seen through the reader's scope: before a change, and after it, so that nobody moves a record out of reach. */
async function within(
  entry: PanelEntry,
  reader: PanelReader,
  tx: Transaction,
  id: string,
): Promise<RawRecord> {
  const [record] = await entry.reads.byIds(tx, scopeFor(entry, reader), [id]);
  if (!record) throw new PanelRefusal({ code: 'record-unknown' }, 404);
  return record;
}

/** The plugin's own rule, inside the transaction. What it returns is written, so it may fill fields that no form has. */
async function checked(
  entry: PanelEntry,
  reader: PanelReader,
  tx: Transaction,
  before: RawRecord | null,
  values: ColumnValues,
): Promise<Readonly<Record<string, unknown>>> {
  const { check } = entry.resource.contribution;
  if (!check) return values;
  const outcome = await check({ context: entry.resource.context, actor: reader.actor, tx, before, values });
  if (outcome.ok) return outcome.value;
  throw new PanelRefusal(outcome.error, 422, entry.resource.plugin);
}

function toColumns(entry: PanelEntry, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const columns: Record<string, unknown> = {};
  for (const field of entry.resource.fields)
    if (field.name in values) columns[field.column] = values[field.name];
  return columns;
}

function nextVersion(entry: PanelEntry): Record<string, unknown> {
  return entry.resource.versionField ? { version: sql`version + 1` } : {};
}

async function writing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const conflict = conflictOf(error);
    if (conflict === 'duplicate') throw new PanelRefusal({ code: 'already-taken' });
    if (conflict === 'still-used') throw new PanelRefusal({ code: 'still-used' });
    throw error;
  }
}

function isAudited(entry: PanelEntry, field: PanelField): boolean {
  return entry.resource.contribution.fields?.[field.name]?.visible !== false;
}

function auditOf(entry: PanelEntry, raw: RawRecord): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const field of entry.resource.fields)
    if (isAudited(entry, field) && field.store !== 'bytes') kept[field.name] = plain(raw[field.name]);
  return kept;
}

function changesOf(
  entry: PanelEntry,
  before: RawRecord,
  after: RawRecord,
): { before: Record<string, unknown>; after: Record<string, unknown> } {
  const was = auditOf(entry, before);
  const is = auditOf(entry, after);
  const names = Object.keys(is).filter((name) => was[name] !== is[name]);
  const pick = (all: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(names.map((name) => [name, all[name]]));
  return { before: pick(was), after: pick(is) };
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  return value instanceof Date ? value.toISOString() : value;
}
