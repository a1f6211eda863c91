// What the repository holds of plugins, read as text: these specifications must not need a house that boots.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

export function namesIn(folder: string): string[] {
  const path = join(root, folder);
  return existsSync(path) ? readdirSync(path).sort() : [];
}

/** Folder names under plugins/, which are the plugins' names. */
export function pluginNames(): string[] {
  return namesIn('plugins').filter((name) => existsSync(join(root, 'plugins', name, 'plugin.ts')));
}

export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Its shipped sources, relative to the repository; specifications look behind every door. */
export function sourcesOf(plugin: string): string[] {
  return readdirSync(join(root, 'plugins', plugin), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/(^|\/)test\/|\.spec\.tsx?$/.test(file))
    .map((file) => join('plugins', plugin, file));
}

/** The names in the manifest's `requires` and `optional`. */
export function declaredDoorsOf(plugin: string): string[] {
  const manifest = textOf(`plugins/${plugin}/plugin.ts`);
  const lists = [...manifest.matchAll(/^\s*(?:requires|optional):\s*\[([^\]]*)\]/gm)];
  return lists.flatMap(([, list]) =>
    [...(list ?? '').matchAll(/['"]([\w-]+)['"]/g)].map(([, name]) => name ?? ''),
  );
}
