import type { AssembledHouse } from '../../kernel/lifecycle.js';
import type { Translator } from '../../kernel/ports.js';
import { HOST_PAGES } from './host-pages.js';
import { PanelRefusal } from './panel-refusal.js';
import { pageName } from './panel-options.js';
import type { PanelReader } from './panel-reader.js';
import type { PanelRegistry } from './panel-registry.js';

interface Means {
  readonly house: AssembledHouse;
  readonly registry: PanelRegistry;
  readonly translator: Translator;
}

/**
 * What a browser's tab reads for an address of the panel.
 * @throws PanelRefusal for an address behind which there is nothing, or nothing for this reader
 */
export function titleOf(means: Means, reader: PanelReader, path: string, organisation: string): string {
  const [kind, id] = path.split('/').filter((part) => part !== '');
  if (kind === undefined) return organisation;
  return `${kind === 'pages' ? pageTitle(means, reader, id ?? '') : resourceTitle(means, reader, id ?? '')} · ${organisation}`;
}

function resourceTitle({ registry, translator }: Means, reader: PanelReader, id: string): string {
  const resource = registry.entry(id)?.resource;
  if (!resource) throw new PanelRefusal({ code: 'page-unknown' }, 404);
  if (!reader.may(resource.contribution.permissions.read)) throw new PanelRefusal({ code: 'forbidden' }, 403);
  return translator.text(reader.language, `${resource.plugin}:resources.${id}.plural`);
}

function pageTitle({ house, translator }: Means, reader: PanelReader, id: string): string {
  const contributed = house.pages.find(({ plugin, value }) => pageName(plugin, value.name) === id);
  const permission = contributed?.value.permission ?? HOST_PAGES.find(({ name }) => name === id)?.permission;
  if (permission === undefined) throw new PanelRefusal({ code: 'page-unknown' }, 404);
  if (!reader.may(permission)) throw new PanelRefusal({ code: 'forbidden' }, 403);
  return translator.text(
    reader.language,
    contributed ? `${contributed.plugin}:pages.${contributed.value.name}.title` : `host:pages.${id}.title`,
  );
}
