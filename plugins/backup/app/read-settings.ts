import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { BackupSettings } from '../settings.js';

/** The settings of a plugin's own context are those that it declares. */
export async function readSettings(context: PluginContext): Promise<BackupSettings> {
  return (await context.settings()) as unknown as BackupSettings;
}
