import type { Actor, PermissionName } from '../../src/kernel/permissions.js';
import type { PluginContext } from '../../src/kernel/plugin.js';
import { err, type Refusal, type Result } from '../../src/values/result.js';
import type { Network } from './contract/network.js';
import { scopeOfGeos, scopeOfManagers, scopeOfOffices } from './scopes.js';
import type { BillingUseCases } from './use-cases.js';

const OFFICES_OF_A_MANAGER = 200;

/** The network for other plugins' doors: who may write is asked here, since no form of the panel stands in front. */
export function provideNetwork(
  { database, may }: Pick<PluginContext, 'database' | 'may'>,
  { places, addGeo, addOffice, addManager, assignManager, setActive }: BillingUseCases['network'],
): Network {
  const { queries } = database;
  const permitted = async <Value>(
    actor: Actor,
    permission: PermissionName,
    write: () => Promise<Result<Value, Refusal>>,
  ): Promise<Result<Value, Refusal>> => (may(actor, permission) ? write() : err({ code: 'not-permitted' }));

  return {
    geos: (actor, asked) => places.geos(queries, scopeOfGeos(actor), asked),
    offices: (actor, asked) => places.offices(queries, scopeOfOffices(actor), asked),
    managers: (actor, asked) => places.managers(queries, scopeOfManagers(actor), asked),
    geo: (actor, id) => places.geo(queries, scopeOfGeos(actor), id),
    office: (actor, id) => places.office(queries, scopeOfOffices(actor), id),
    async manager(actor, id) {
      const manager = await places.manager(queries, scopeOfManagers(actor), id);
      if (!manager) return null;
      const asked = { managerId: id, page: 0, pageSize: OFFICES_OF_A_MANAGER };
      const offices = await places.offices(queries, scopeOfOffices(actor), asked);
      return { ...manager, offices: offices.rows };
    },
    placesOf: places.placesOf,
    addGeo: (actor, geo) => permitted(actor, 'billing.geo.write', () => addGeo(actor, geo)),
    addOffice: (actor, office) => permitted(actor, 'billing.office.write', () => addOffice(actor, office)),
    addManager: (actor, manager) =>
      permitted(actor, 'billing.manager.write', () => addManager(actor, manager)),
    assignManager: (actor, assignment) =>
      permitted(actor, 'billing.manager.write', () => assignManager(actor, assignment)),
    setActive: (actor, place) =>
      permitted(actor, `billing.${place.kind}.write`, () => setActive(actor, place)),
  };
}
