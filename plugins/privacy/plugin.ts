import { definePlugin } from '../../src/kernel/plugin.js';
import { copyRules } from './copies.js';
import { permissions } from './permissions.js';
import { personalData } from './personal-data.js';
import { settings } from './settings.js';

export const plugin = definePlugin({
  name: 'privacy',
  version: '0.1.0',
  host: '^0.1.0',
  requires: ['billing'],
  settings,
  permissions,
  register(house) {
    house.personalData(personalData);
    for (const rule of copyRules) house.copying(rule);
  },
});
