import { definePlugin } from '../../src/kernel/plugin.js';
import { houseKinds } from './app/house-kinds.js';
import { channel } from './contract/channel.js';
import { noticeKind } from './contract/notice-kind.js';
import { permissions } from './permissions.js';
import { settings } from './settings.js';

export const plugin = definePlugin({
  name: 'notifications',
  version: '0.1.0',
  host: '^0.1.0',
  requires: ['billing', 'daily-entries'],
  settings,
  permissions,
  register(house) {
    house.offer(noticeKind);
    house.offer(channel);
    for (const kind of houseKinds) house.contribute(noticeKind, kind);
  },
});
