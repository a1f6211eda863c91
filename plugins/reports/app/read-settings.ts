import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { ReportsSettings } from '../settings.js';

/** The settings of a plugin's own context are those that it declares. */
export async function readSettings(context: PluginContext): Promise<ReportsSettings> {
  return (await context.settings()) as unknown as ReportsSettings;
}
