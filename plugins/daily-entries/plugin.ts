import { definePlugin } from '../../src/kernel/plugin.js';
import { importKind } from '../imports/contract/import-kind.js';
import { dailyEntryResource } from './adapters/admin/resource.js';
import { dailyEntryKind } from './adapters/import/daily-entry-kind.js';
import { demoSeed } from './demo.js';

export const plugin = definePlugin({
  name: 'daily-entries',
  version: '0.1.0',
  host: '^0.1.0',
  requires: ['billing', 'imports'],
  permissions: [
    { name: 'daily-entries.read', grants: ['operator', 'manager'] },
    { name: 'daily-entries.write', grants: ['operator', 'manager'] },
    { name: 'daily-entries.import', grants: ['operator'] },
  ],
  register(house) {
    house.resource(dailyEntryResource);
    house.contribute(importKind, dailyEntryKind);
    house.seed(demoSeed);
  },
});
