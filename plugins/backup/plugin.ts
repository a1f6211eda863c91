import { definePlugin } from '../../src/kernel/plugin.js';
import { makeArchiveFiles } from './adapters/archive/archive-files.js';
import { destinations, placeEnvironment } from './adapters/destinations/destinations.js';
import { archiveFiles } from './contract/archive-file.js';
import { destination } from './contract/destination.js';
import { permissions } from './permissions.js';
import { personalData } from './personal-data.js';
import { settings } from './settings.js';

export const plugin = definePlugin({
  name: 'backup',
  version: '0.1.0',
  host: '^0.1.0',
  settings,
  environment: placeEnvironment,
  permissions,
  register(house) {
    house.personalData(personalData);
    house.offer(destination);
    for (const each of destinations) house.contribute(destination, each);
    house.provide(archiveFiles, ({ storage }) => makeArchiveFiles(storage));
  },
});
