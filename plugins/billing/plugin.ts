import { definePlugin } from '../../src/kernel/plugin.js';
import { resources } from './adapters/admin/resources.js';
import { importKinds } from './adapters/import/kinds.js';
import { importKind } from '../imports/contract/import-kind.js';
import { permissions } from './permissions.js';
import { settings } from './settings.js';

export const plugin = definePlugin({
  name: 'billing',
  version: '0.1.0',
  host: '^0.1.0',
  requires: ['imports'],
  essential: true,
  settings,
  permissions,
  register(house) {
    for (const resource of resources) house.resource(resource);
    for (const kind of importKinds) house.contribute(importKind, kind);
  },
});
