// The house as it is built, put together but not started: what the documents are written from.
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { existsSync, readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { root } from './installation.mjs';

export const built = (path) => import(pathToFileURL(join(root, 'dist', path)).href);

let opened;

/** @returns what src/host/composition/open-house.ts opens; no database is touched */
export function documentedHouse() {
  opened ??= open();
  return opened;
}

async function open() {
  const { readConfiguration } = await built('src/kernel/configuration.js');
  const { openHouse } = await built('src/host/composition/open-house.js');
  const { builtInPlugins } = await built('plugins/index.js');
  const configuration = readConfiguration({ DATABASE_URL: `file:${join(tmpdir(), 'never-opened.db')}` });
  return openHouse(configuration, builtInPlugins);
}

/** Everything that the plugins' contracts export, and the events of the house itself. */
export async function contractExports() {
  const folder = join(root, 'dist/plugins');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /^[^/]+\/contract\/.*\.js$/.test(file),
  );
  const contracts = files.sort().map((file) => join('plugins', relative('', file)));
  const modules = await Promise.all(['src/kernel/notices.js', ...contracts].map(built));
  return modules.flatMap((module) => Object.values(module));
}

/** A section of this name for every plugin that has a page of its own, docs/<plugin>.md. */
export function sectionsOfPlugins(house, name, textOf) {
  return house.plugins
    .map((plugin) => ({ plugin, page: `docs/${plugin.name}.md` }))
    .filter(({ page: path }) => existsSync(join(root, path)))
    .map(({ plugin, page: path }) => ({ page: path, name, text: textOf(plugin) }))
    .filter(({ text }) => !isWithoutRows(text));
}

/** Of what a plugin has none of, its page says nothing. */
const isWithoutRows = (text) => text.split('\n').length <= 2;

export function table(headings, rows) {
  const line = (cells) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}

const cell = (text) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ');

export const code = (text) => (text === '' ? '' : `\`${text}\``);

export function page(title, lead, ...parts) {
  return [
    `# ${title}`,
    `<!-- Written by scripts/documents.mjs: change the code, not this file. -->`,
    lead,
    ...parts,
  ]
    .join('\n\n')
    .concat('\n');
}
