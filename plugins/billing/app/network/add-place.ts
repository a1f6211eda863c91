import type { Actor } from '../../../../src/kernel/permissions.js';
import type { Database, Transaction } from '../../../../src/kernel/ports.js';
import type { Clock } from '../../../../src/values/clock.js';
import { newId } from '../../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { NewPlace } from '../../contract/network.js';
import { readPlace } from '../../domain/place.js';
import { scopeOfGeos, scopeOfOffices } from '../../scopes.js';
import { mayStandIn } from './may-switch.js';
import type { PlaceToInsert, Places } from './places.js';

interface Needs {
  readonly database: Database;
  readonly clock: Clock;
  readonly places: Places;
}

type Added = Result<{ readonly id: string }, Refusal>;

export function makeAddGeo(needs: Needs) {
  return async (actor: Actor, geo: NewPlace): Promise<Added> => {
    const read = readPlace(geo);
    if (!read.ok) return read;
    return needs.database.transaction((tx) => add(needs, tx, actor, { kind: 'geo', ...read.value }));
  };
}

export function makeAddOffice(needs: Needs) {
  const { database, places } = needs;
  return async (
    actor: Actor,
    { geoId, ...office }: NewPlace & { readonly geoId: string },
  ): Promise<Added> => {
    const read = readPlace(office);
    if (!read.ok) return read;
    return database.transaction(async (tx) => {
      const allowed = await mayStandIn(places, tx.queries, geoId);
      if (!allowed.ok) return allowed;
      if (!(await places.geo(tx.queries, scopeOfGeos(actor), geoId))) return err({ code: 'unknown-place' });
      return add(needs, tx, actor, { kind: 'office', geoId, ...read.value });
    });
  };
}

export function makeAddManager(needs: Needs) {
  const { database, places } = needs;
  return async (
    actor: Actor,
    {
      email,
      phone,
      officeIds,
      ...manager
    }: NewPlace & {
      readonly email: string | null;
      readonly phone: string | null;
      readonly officeIds: readonly string[];
    },
  ): Promise<Added> => {
    const read = readPlace(manager);
    if (!read.ok) return read;
    return database.transaction(async (tx): Promise<Added> => {
      for (const id of officeIds)
        if (!(await places.office(tx.queries, scopeOfOffices(actor), id)))
          return err({ code: 'unknown-place' });
      const add = [...new Set(officeIds)];
      return addedManager(needs, tx, actor, { kind: 'manager', email, phone, ...read.value }, add);
    });
  };
}

async function addedManager(
  needs: Needs,
  tx: Transaction,
  actor: Actor,
  manager: Omit<Extract<PlaceToInsert, { kind: 'manager' }>, 'id'>,
  officeIds: readonly string[],
): Promise<Added> {
  const id = newId();
  if (!(await needs.places.insert(tx.queries, { id, ...manager }, needs.clock.now())))
    return err({ code: 'code-taken', value: manager.code });
  await needs.places.assign(tx.queries, id, { add: officeIds, remove: [] });
  await audit(tx, actor, id, manager, { officeIds });
  return ok({ id });
}

async function add(
  { places, clock }: Needs,
  tx: Transaction,
  actor: Actor,
  place:
    | Omit<Extract<PlaceToInsert, { kind: 'geo' }>, 'id'>
    | Omit<Extract<PlaceToInsert, { kind: 'office' }>, 'id'>,
): Promise<Added> {
  const id = newId();
  const isNew = await places.insert(tx.queries, { id, ...place }, clock.now());
  if (!isNew) return err({ code: 'code-taken', value: place.code });
  await audit(tx, actor, id, place, {});
  return ok({ id });
}

/** Named as the panel's form names it: who reads the trail sees one thing done by two doors. */
function audit(
  tx: Transaction,
  actor: Actor,
  entityId: string,
  { kind, ...values }: { readonly kind: PlaceToInsert['kind'] },
  more: Readonly<Record<string, unknown>>,
): Promise<void> {
  return tx.audit({
    actor,
    action: `billing.create-${kind}`,
    entity: ENTITIES[kind],
    entityId,
    before: null,
    after: { ...values, active: true, ...more },
  });
}

export const ENTITIES = { geo: 'Geo', office: 'Office', manager: 'Manager' } as const;
