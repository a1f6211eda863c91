import type { AssembledHouse } from '../../kernel/lifecycle.js';
import { nothing, type Actor } from '../../kernel/permissions.js';
import type { Database, Records } from '../../kernel/ports.js';
import type { Clock } from '../../values/clock.js';
import { isShownTo, titleOf } from './record-params.js';
import { buildRegistry, type PanelEntry, type PanelRegistry } from './panel-registry.js';

/** Records as the panel lets an actor see them, for whoever points to one: comments, notices, what changes live. */
export function makeRecordAccess(house: () => AssembledHouse, database: Database, clock: Clock): Records {
  let registry: PanelRegistry | null = null;
  const seen = (actor: Actor, model: string): PanelEntry | null => {
    registry ??= buildRegistry(house(), database, clock);
    const entry = registry.entry(model);
    return entry && house().may(actor, entry.resource.contribution.permissions.read) ? entry : null;
  };
  return {
    scope: (actor, model) => seen(actor, model)?.resource.contribution.scope(actor) ?? nothing,
    async visible(actor, model, ids) {
      const entry = seen(actor, model);
      if (!entry || ids.length === 0) return [];
      const { may } = house();
      const { idField, contribution } = entry.resource;
      const rows = await entry.reads.titles(database, contribution.scope(actor), ids);
      const known = registry!;
      const reader = { may: (permission: string) => may(actor, permission) };
      return rows.map((row) => {
        const id = String(row[idField.name]);
        return {
          id,
          title: titleOf(entry.resource, row, (field) => isShownTo(field, reader, known)),
          href: `/admin/resources/${model}/records/${encodeURIComponent(id)}/show`,
        };
      });
    },
  };
}
