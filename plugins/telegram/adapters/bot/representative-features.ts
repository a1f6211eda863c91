import type { BotFeature } from '../../contract/feature.js';
import { balance } from './balance.js';
import { dispute } from './dispute.js';
import { invoices } from './invoices.js';
import { language } from './language.js';
import { notificationSettings } from './notification-settings.js';
import { paid } from './paid.js';
import { statement } from './statement.js';

/** In the order of the menu. The last two are everybody's. */
export const representativeFeatures: readonly BotFeature[] = [
  balance,
  invoices,
  paid,
  statement,
  dispute,
  notificationSettings,
  language,
];
