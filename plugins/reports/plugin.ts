import { definePlugin } from '../../src/kernel/plugin.js';
import { pages } from './adapters/admin/pages.js';
import { dataset } from './contract/dataset.js';
import { deliveryChannel } from './contract/delivery.js';
import { permissions } from './permissions.js';

export const plugin = definePlugin({
  name: 'reports',
  version: '0.1.0',
  host: '^0.1.0',
  requires: ['billing', 'analytics'],
  permissions,
  register(house) {
    house.offer(dataset);
    house.offer(deliveryChannel);
    for (const page of pages) house.page(page);
  },
});
