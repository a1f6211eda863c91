import { DateTime } from 'luxon';
import { models } from '../../../generated/model.js';
import type { AssembledHouse } from '../../kernel/lifecycle.js';
import { nothing, type RowScope } from '../../kernel/permissions.js';
import type { Database } from '../../kernel/ports.js';
import type { Clock } from '../../values/clock.js';
import { idFieldOf, scalarsOf, type PanelField } from './panel-field.js';
import type { PanelReader } from './panel-reader.js';
import { describeResource, type PanelResource } from './panel-resource.js';
import { isShownTo } from './record-params.js';
import { makeRecordReads, type Reach, type RecordReads } from './record-reads.js';

export interface PanelEntry {
  readonly resource: PanelResource;
  readonly reads: RecordReads;
}

/** Every model that a plugin shows, by name. */
export interface PanelRegistry {
  readonly database: Database;
  readonly clock: Clock;
  readonly entries: readonly PanelEntry[];
  entry(model: string): PanelEntry | null;
  /** What the reader may see of a model, now, in the organisation's zone. */
  reach(entry: PanelEntry, reader: PanelReader | null): Promise<Reach>;
}

export function buildRegistry(house: AssembledHouse, database: Database, clock: Clock): PanelRegistry {
  const entries = house.resources.map(({ plugin, value }): PanelEntry => {
    const model = models.find((candidate) => candidate.name === value.model);
    if (!model)
      throw new Error(`Plugin "${plugin}" shows a model "${value.model}", which the schema does not have.`);
    const actions = house.actions
      .filter((action) => action.value.resource === value.model)
      .map(({ plugin: owner, value: action }) => ({
        ...action,
        plugin: owner,
        context: house.context(owner),
      }));
    const resource = describeResource(plugin, house.context(plugin), value, model, actions);
    return { resource, reads: makeRecordReads(resource, columnOfModel) };
  });
  const byName = new Map(entries.map((entry) => [entry.resource.model.name, entry]));
  const registry: PanelRegistry = {
    database,
    clock,
    entries,
    entry: (model) => byName.get(model) ?? null,
    async reach(entry, reader) {
      const { zone } = await entry.resource.context.organisation();
      const today = DateTime.fromJSDate(clock.now(), { zone }).toISODate() ?? '';
      return { scope: scopeFor(entry, reader), zone, today, shown: shownTo(registry, reader) };
    },
  };
  return registry;
}

/** The fields that a reader is told of: none without a reader. */
export function shownTo(registry: PanelRegistry, reader: PanelReader | null): (field: PanelField) => boolean {
  return (field) => reader !== null && isShownTo(field, reader, registry);
}

/** What the reader may see of a model: nothing at all without the permission. */
export function scopeFor({ resource }: PanelEntry, reader: PanelReader | null): RowScope {
  if (!reader?.may(resource.contribution.permissions.read)) return nothing;
  return resource.contribution.scope(reader.actor);
}

function columnOfModel(name: string, field: string): { table: string; column: string; id: string } {
  const model = models.find((candidate) => candidate.name === name);
  const found = model && scalarsOf(model).find((candidate) => candidate.name === field);
  if (!model || !found) throw new Error(`The schema has no field ${name}.${field}.`);
  const id = scalarsOf(model).find((candidate) => candidate.name === idFieldOf(model));
  return { table: model.table, column: found.column, id: id?.column ?? 'id' };
}
