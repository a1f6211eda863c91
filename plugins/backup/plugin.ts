import { definePlugin, type PluginContext } from '../../src/kernel/plugin.js';
import { makeArchiveFiles } from './adapters/archive/archive-files.js';
import { houseIdentity, isRecipient } from './adapters/archive/house-identity.js';
import { identityCommand } from './adapters/cli/identity-command.js';
import { makeCommand } from './adapters/cli/make-command.js';
import { verifyCommand } from './adapters/cli/verify-command.js';
import { destinations as storedDestinations } from './adapters/database/destinations.js';
import { destinations, placeEnvironment } from './adapters/destinations/destinations.js';
import { keptFiles } from './adapters/files/kept-files.js';
import { makeArchiveKeys, type KeyParts } from './app/making/archive-keys.js';
import type { WriteBackupParts } from './app/making/write-backup.js';
import { addBackingUp } from './backing-up.js';
import { makeArchivePlaces } from './app/places/archive-places.js';
import { demoSeed } from './demo.js';
import { archivePlaces } from './contract/archive-places.js';
import { archiveFiles, archiveKeys } from './contract/archive-file.js';
import { destination } from './contract/destination.js';
import { addPanel } from './panel.js';
import { permissions } from './permissions.js';
import { personalData } from './personal-data.js';
import { addRestoring } from './restoring.js';
import { settings } from './settings.js';

const keyParts = ({ signatures }: PluginContext): KeyParts => ({
  houseIdentity: () => houseIdentity(signatures),
  isRecipient,
});

const writingParts = (context: PluginContext): WriteBackupParts => ({
  ...{ copies: context.copies, archives: context.use(archiveFiles) },
  files: () => keptFiles(context.storage),
});

export const plugin = definePlugin({
  name: 'backup',
  version: '0.1.0',
  host: '^0.1.0',
  upkeep: true,
  settings,
  environment: placeEnvironment,
  permissions,
  register(house) {
    house.personalData(personalData);
    house.offer(destination);
    for (const each of destinations) house.contribute(destination, each);
    addPanel(house);
    house.provide(archiveFiles, makeArchiveFiles);
    house.provide(archivePlaces, (context) => makeArchivePlaces(context, storedDestinations));
    house.provide(archiveKeys, (context) => makeArchiveKeys(context, keyParts(context)));
    house.command(identityCommand(keyParts));
    house.command(makeCommand(writingParts));
    house.command(verifyCommand);
    addBackingUp(house, writingParts);
    addRestoring(house);
    house.seed(demoSeed);
  },
});
