import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BootRefused, reasonOf } from '../../kernel/failures.js';
import type { Plugin } from '../../kernel/plugin.js';

/**
 * The plugins that COUNTINGHOUSE_PLUGINS names: an npm package, or a file by a path that begins with a dot or a slash (from the
 * current folder). Each exports `plugin`.
 * @throws BootRefused plugin-not-found, plugin-not-a-plugin
 */
export function loadPlugins(names: readonly string[]): Promise<readonly Plugin[]> {
  return Promise.all(names.map(loadPlugin));
}

async function loadPlugin(name: string): Promise<Plugin> {
  const module = await importModule(name);
  const { plugin } = module as { readonly plugin?: Partial<Plugin> };
  if (typeof plugin?.name === 'string' && typeof plugin.register === 'function') return plugin as Plugin;
  throw new BootRefused('plugin-not-a-plugin', { plugin: name });
}

async function importModule(name: string): Promise<unknown> {
  try {
    return await import(/^[./]/.test(name) ? pathToFileURL(resolve(name)).href : name);
  } catch (error) {
    throw new BootRefused('plugin-not-found', { plugin: name, reason: reasonOf(error) }, { cause: error });
  }
}
