import { describe, expect, it } from '@jest/globals';
import { dirname, join } from 'node:path';
import { declaredDoorsOf, pluginNames, sourcesOf, textOf } from './plugin-sources.js';

/** `plugins/alerts/app/watch.ts → billing`, for each import that leaves the plugin. */
function doorsOpenedBy(plugin: string): string[] {
  return sourcesOf(plugin).flatMap((file) => {
    const imports = [...textOf(file).matchAll(/(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g)];
    return imports
      .map(([, path]) => join(dirname(file), path ?? ''))
      .filter((path) => path.startsWith('plugins/') && !path.startsWith(`plugins/${plugin}/`))
      .map((path) => `${file} → ${path.split('/')[1] ?? ''}`);
  });
}

describe('a plugin opens the contracts of those alone that it requires or names optional', () => {
  it.each(pluginNames())('%s', (plugin) => {
    const declared = declaredDoorsOf(plugin);
    const undeclared = doorsOpenedBy(plugin).filter(
      (door) => !declared.some((name) => door.endsWith(` → ${name}`)),
    );
    expect(undeclared).toEqual([]);
  });

  it.each(pluginNames())('%s requires plugins that there are', (plugin) => {
    expect(declaredDoorsOf(plugin).filter((name) => !pluginNames().includes(name))).toEqual([]);
  });
});
