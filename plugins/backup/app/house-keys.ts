import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { Keys } from '../contract/archive-file.js';

/** What opens every backup of this house: its own identity, derived from SECRET_KEY. */
export type HouseKeys = (context: PluginContext) => Promise<Keys>;
