import { definePlugin } from '../../src/kernel/plugin.js';
import { importKind } from '../imports/contract/import-kind.js';
import { missingEntriesWidget } from './adapters/admin/missing-entries-widget.js';
import { dailyEntryResource } from './adapters/admin/resource.js';
import { dailyEntryKind } from './adapters/import/daily-entry-kind.js';
import { dailyEntries } from './contract/daily-entries.js';
import { provideDailyEntries } from './daily-entries-service.js';
import { demoSeed } from './demo.js';
import { copyRules } from './copies.js';
import { proof } from './adapters/database/proof.js';
import { permissions } from './permissions.js';
import { personalData } from './personal-data.js';
import { settings } from './settings.js';
import { makeUseCases, useCases, type DailyEntriesSurroundings } from './use-cases.js';

export const plugin = definePlugin({
  name: 'daily-entries',
  version: '0.1.0',
  host: '^0.1.0',
  requires: ['billing', 'imports'],
  settings,
  permissions,
  register(house) {
    house.personalData(personalData);
    for (const rule of copyRules) house.copying(rule);
    house.proof(proof);
    house.resource(dailyEntryResource);
    house.widget(missingEntriesWidget);
    house.contribute(importKind, dailyEntryKind);
    house.seed(demoSeed);
    // The settings of a plugin's own context are those that it declares above.
    house.provide(useCases, (context) => makeUseCases(context as unknown as DailyEntriesSurroundings));
    house.provide(dailyEntries, provideDailyEntries);
  },
});
