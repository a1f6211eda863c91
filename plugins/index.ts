import type { Plugin } from '../src/kernel/plugin.js';
import { plugin as analytics } from './analytics/plugin.js';
import { plugin as archive } from './archive/plugin.js';
import { plugin as backup } from './backup/plugin.js';
import { plugin as billing } from './billing/plugin.js';
import { plugin as dailyEntries } from './daily-entries/plugin.js';
import { plugin as imports } from './imports/plugin.js';
import { plugin as notifications } from './notifications/plugin.js';
import { plugin as privacy } from './privacy/plugin.js';
import { plugin as reconciliation } from './reconciliation/plugin.js';
import { plugin as reports } from './reports/plugin.js';
import { plugin as telegram } from './telegram/plugin.js';

/** The plugins that are built in, in no order: their requirements order them. */
export const builtInPlugins: readonly Plugin[] = [
  analytics,
  archive,
  backup,
  billing,
  dailyEntries,
  imports,
  notifications,
  privacy,
  reconciliation,
  reports,
  telegram,
];
