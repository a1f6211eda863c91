import type { BotFeature } from '../../contract/feature.js';
import { approvalsFeature } from './approvals.js';
import { broadcastFeature } from './broadcast.js';
import { bulkFeature } from './bulk.js';
import { healthFeature } from './health.js';
import { kpiFeature } from './kpi.js';
import { networkFeature } from './network.js';
import { sendFeature } from './send.js';

/** What administrators and operators do in the chat. */
export const staffFeatures: readonly BotFeature[] = [
  kpiFeature,
  approvalsFeature,
  sendFeature,
  bulkFeature,
  networkFeature,
  broadcastFeature,
  healthFeature,
];
