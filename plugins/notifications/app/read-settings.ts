import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { NotificationsSettings } from '../settings.js';

/** The plugin's own settings, whatever context it was called in. */
export async function readSettings(context: PluginContext): Promise<NotificationsSettings> {
  return (await context.settings()) as NotificationsSettings;
}
