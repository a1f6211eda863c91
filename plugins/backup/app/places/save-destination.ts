import type { Actor } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { AuditRecord } from '../../../../src/kernel/ports.js';
import { newId } from '../../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { PlaceToSave } from '../../contract/doors.js';
import { findKind, openPlace, readPlace } from './open-place.js';
import type { Destinations, StoredDestination } from '../stored.js';

/** A record, and the version of it that somebody saw. */
export interface Seen {
  readonly id: string;
  readonly version: number;
}

/**
 * Sets up a place, or changes one. Refuses `not-permitted`, `place-gone`, `place-name-taken` { name }, `place-kind-unknown`,
 * `place-kind-fixed`, `place-field-missing` { field }, `changed-meanwhile`, and what the kind refuses.
 */
export function makeSaveDestination(destinations: Destinations) {
  return async (
    context: PluginContext,
    actor: Actor,
    asked: PlaceToSave,
    at: Seen | null,
  ): Promise<Result<{ readonly id: string }, Refusal>> => {
    if (!context.may(actor, 'backup.configure')) return err({ code: 'not-permitted' });
    const kind = findKind(context, asked.kind);
    if (!kind.ok) return kind;
    const { queries } = context.database;
    const before = at && (await destinations.find(queries, at.id));
    if (at && !before) return err({ code: 'place-gone' });
    // What lies there was put there by the kind that it has.
    if (before && before.kind !== asked.kind) return err({ code: 'place-kind-fixed' });
    const read = readPlace(kind.value.kind, asked.place, before?.secrets ?? {});
    if (!read.ok) return read;
    const now = context.clock.now();
    const { keepLast: last, keepDaily: daily, keepWeekly: weekly, keepMonthly: monthly } = asked;
    const saved: StoredDestination = {
      ...{ id: before?.id ?? newId(), name: asked.name, kind: asked.kind, active: asked.active },
      ...read.value,
      keep: { last, daily, weekly, monthly },
      ...{ createdAt: before?.createdAt ?? now, updatedAt: now, version: at?.version ?? 1 },
    };
    const opened = await openPlace(context, saved);
    if (!opened.ok) return opened;
    return context.database.transaction(async (tx) => {
      if (await destinations.isNameTaken(tx.queries, saved.name, saved.id))
        return err({ code: 'place-name-taken', name: saved.name });
      if (!before) await destinations.add(tx.queries, saved);
      else if (!(await destinations.change(tx.queries, saved))) return err({ code: 'changed-meanwhile' });
      await tx.audit({
        ...{ actor, action: before ? 'backup.change-destination' : 'backup.save-destination' },
        ...auditOf(saved),
        before: before && auditOf(before).after,
      });
      return ok({ id: saved.id });
    });
  };
}

/** Of secrets only that there are some. */
export function auditOf({ id, name, kind, place, secrets, active, keep }: StoredDestination): Pick<
  AuditRecord,
  'entity' | 'entityId'
> & {
  readonly after: Readonly<Record<string, unknown>>;
} {
  const after = { name, kind, place, secrets: Object.keys(secrets), active, ...keep };
  return { entity: 'BackupDestination', entityId: id, after };
}
