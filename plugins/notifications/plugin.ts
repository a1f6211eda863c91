import { definePlugin } from '../../src/kernel/plugin.js';
import { preferencePages } from './adapters/admin/preference-pages.js';
import { messageCounter } from './adapters/database/message-counter.js';
import { noticeDefaults } from './adapters/database/notice-defaults.js';
import { preferenceRoutes } from './adapters/http/preference-routes.js';
import { tellMissingEntries } from './adapters/jobs/missing-entries.js';
import { entryMissingKinds } from './adapters/notices/entry-missing.js';
import { zoneClock } from './adapters/zone-clock.js';
import { houseKinds } from './app/house-kinds.js';
import { channel } from './contract/channel.js';
import { noticeKind } from './contract/notice-kind.js';
import { letterWords } from './letter-use-cases.js';
import { addLetters } from './letters.js';
import { copyRules } from './copies.js';
import { permissions } from './permissions.js';
import { personalData } from './personal-data.js';
import { addQueue, startQueue, stopQueue } from './queue.js';
import { addReminders } from './reminding.js';
import { settings } from './settings.js';

export const plugin = definePlugin({
  name: 'notifications',
  version: '0.1.0',
  host: '^0.1.0',
  requires: ['billing', 'daily-entries'],
  settings,
  permissions,
  roles: ['worker'],
  // What is on its way when the house drains is given time to arrive.
  timeoutMs: 30_000,
  register(house) {
    house.personalData(personalData);
    for (const rule of copyRules) house.copying(rule);
    house.offer(noticeKind);
    house.offer(channel);
    for (const kind of houseKinds) house.contribute(noticeKind, kind);
    addQueue(house, letterWords);
    addLetters(house);

    for (const page of preferencePages) house.page(page);
    const parts = { defaults: noticeDefaults, counter: messageCounter, zones: zoneClock };
    for (const route of preferenceRoutes(parts)) house.route(route);

    for (const kind of entryMissingKinds) house.contribute(noticeKind, kind);
    house.job(tellMissingEntries);

    addReminders(house);
  },
  start: startQueue,
  stop: stopQueue,
});
