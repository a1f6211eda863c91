import { definePlugin } from '../../../../src/kernel/plugin.js';
import { everything, nothing } from '../../../../src/kernel/permissions.js';
import { kpi, type FactTable } from '../../contract/kpi.js';

/** Where the plugin writes down who was visited: one row a visit. */
const visits: FactTable = {
  table: 'visit',
  day: 'visited_on',
  office: 'office_id',
  currency: 'currency',
  scope: ({ role, officeIds }) => {
    if (role === 'representative') return nothing;
    return role === 'manager' ? { kind: 'in', column: 'office_id', values: officeIds } : everything;
  },
};

export const plugin = definePlugin({
  name: 'visits',
  version: '1.0.0',
  host: '^0.1.0',
  requires: ['analytics'],
  permissions: [{ name: 'visits.read', grants: ['operator', 'manager'] }],
  register(house) {
    // Titles: `measures.visits` and `measures.travel` of the plugin's locale files.
    house.contribute(kpi, {
      name: 'visits',
      permission: 'visits.read',
      unit: 'count',
      from: visits,
      of: 'rows',
    });
    house.contribute(kpi, {
      name: 'travel',
      permission: 'visits.read',
      unit: 'money',
      from: visits,
      of: { sum: 'travel_minor' },
    });
  },
});
