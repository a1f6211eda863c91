import type { BotFeature } from '../../contract/feature.js';
import { entryFeature } from './entry.js';
import { leagueFeature, officesFeature } from './offices.js';
import { weekFeature } from './week.js';

/** What those do in the chat who answer for offices. */
export const managerFeatures: readonly BotFeature[] = [
  entryFeature,
  officesFeature,
  leagueFeature,
  weekFeature,
];
