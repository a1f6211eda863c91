import type { AdminJS } from './adminjs.js';
import type { AssembledHouse } from '../../kernel/lifecycle.js';
import { LANGUAGES } from '../../kernel/permissions.js';
import type { Organisation } from '../../kernel/ports.js';
import { READ_COMMENTS } from '../collaboration/people.js';
import type { HouseTranslator } from '../i18n/create-translator.js';
import { componentKey } from './component-key.js';
import { dailyWorkFirst } from './daily-work-first.js';
import { HOST_PAGES, hostPageComponent } from './host-pages.js';
import { EXPORT_LISTS } from '../views/contribute-views.js';
import { mayReadHistory } from './history/history-door.js';
import type { PanelReader } from './panel-reader.js';
import { pageName } from './panel-options.js';
import { shownTo, type PanelEntry, type PanelRegistry } from './panel-registry.js';
import { resourceJson } from './resource-json.js';
import { panelTexts } from './panel-texts.js';

interface Means {
  readonly admin: AdminJS;
  readonly house: AssembledHouse;
  readonly registry: PanelRegistry;
  readonly translator: HouseTranslator;
}

export const SETTINGS_PERMISSION = 'host.settings.manage';
export const HEALTH_PERMISSION = 'host.health.read';

export type PanelState = (
  reader: PanelReader,
  name: string,
  organisation: Organisation,
) => Readonly<Record<string, unknown>>;

/** What AdminJS keeps in its store when the page opens: the doors that this reader has, in the reader's language. */
export function makePanelState(means: Means): PanelState {
  const { house } = means;
  // The same for everybody of one role, language and set of overrides, and slow to put together.
  const known = new Map<string, SharedState>();
  const sharedState = (reader: PanelReader): SharedState => {
    const plugins = house.plugins.map(({ name }) => name);
    const { role, overrides } = reader.actor;
    const key = [role, JSON.stringify(overrides ?? null), reader.language, ...plugins].join();
    const shared = known.get(key) ?? describeDoors(means, reader);
    known.set(key, shared);
    return shared;
  };
  return (reader, name, organisation) => {
    const { store, house: doors } = sharedState(reader);
    return {
      ...store,
      branding: { companyName: organisation.name, logo: false, favicon: '', withMadeWithLove: false },
      session: {
        email: reader.email,
        title: name,
        house: {
          ...doors,
          user: { name, email: reader.email, role: reader.actor.role, roleLabel: doors.roleLabel },
          organisation: {
            name: organisation.name,
            zone: organisation.zone,
            currency: organisation.currency,
          },
        },
      },
    };
  };
}

interface SharedState {
  readonly store: Readonly<Record<string, unknown>>;
  readonly house: ReturnType<typeof houseDoors>;
}

function describeDoors(means: Means, reader: PanelReader): SharedState {
  const { admin, house, registry, translator } = means;
  const open = registry.entries.filter((entry) => isOpen(house, entry, reader));
  const pages = openPages(house, reader);
  const { language } = reader;
  return {
    house: houseDoors(means, reader, open, pages),
    store: {
      resources: open.map((entry) => resourceJson(admin, registry, entry, reader, translator)),
      locale: {
        language,
        availableLanguages: [language],
        translations: {
          [language]: panelTexts(translator, open, pages, language, shownTo(registry, reader)),
        },
      },
      assets: { styles: [], scripts: [] },
      dashboard: { component: 'HouseDashboard' },
      pages: pages.map(({ id, component, icon }) => ({ name: id, component, icon })),
      paths: { rootPath: '/admin', loginPath: '/admin/login', logoutPath: '/admin/logout', assetsCDN: null },
      theme: null,
      versions: { app: house.hostVersion },
    },
  };
}

interface OpenPage {
  readonly id: string;
  readonly plugin: string;
  readonly label: string;
  readonly component: string;
  readonly icon: string;
  readonly inNavigation: boolean;
  readonly ofRecord: boolean;
}

function isOpen(house: AssembledHouse, { resource }: PanelEntry, reader: PanelReader): boolean {
  return house.isUp(resource.plugin) && reader.may(resource.contribution.permissions.read);
}

function openPages(house: AssembledHouse, reader: PanelReader): readonly OpenPage[] {
  const contributed = house.pages
    .filter(({ value }) => reader.may(value.permission))
    .map(({ plugin, value }) => ({
      id: pageName(plugin, value.name),
      plugin,
      label: `${plugin}:pages.${value.name}.title`,
      component: componentKey(value.component),
      icon: value.icon ?? 'File',
      inNavigation: !value.isOfReader,
      ofRecord: false,
    }));
  const own = HOST_PAGES.filter(({ permission }) => reader.may(permission));
  return [
    ...contributed,
    ...own.map(({ name, icon, inNavigation, ofRecord = false }) => ({
      id: name,
      plugin: 'host',
      label: `host:pages.${name}.title`,
      component: hostPageComponent(name),
      icon,
      inNavigation,
      ofRecord,
    })),
  ];
}

function houseDoors(
  { house, registry, translator }: Means,
  reader: PanelReader,
  open: readonly PanelEntry[],
  pages: readonly OpenPage[],
) {
  const say = (key: string): string => translator.text(reader.language, key);
  const titleOf = ({ resource }: PanelEntry) => {
    const key = `${resource.plugin}:resources.${resource.model.name}`;
    return { name: say(`${key}.name`), plural: say(`${key}.plural`) };
  };
  const plugins = dailyWorkFirst(house.plugins);
  const navigation = plugins.map(({ name: plugin, upkeep }) => {
    const lists = open
      .filter((entry) => entry.resource.plugin === plugin && isInNavigation(registry, entry))
      .map((entry) => ({
        label: titleOf(entry).plural,
        icon: entry.resource.contribution.icon ?? 'Folder',
        href: `/admin/resources/${entry.resource.model.name}`,
      }));
    const own = pages
      .filter((page) => page.plugin === plugin && page.inNavigation)
      .map(({ id, label, icon }) => ({ label: say(label), icon, href: `/admin/pages/${id}` }));
    // Daily work begins at its lists; what keeps the house is done on pages, and its lists are the record of it.
    const links = upkeep ? [...own, ...lists] : [...lists, ...own];
    return { plugin, label: say(`${plugin}:navigation`), links };
  });
  return {
    language: reader.language,
    languages: LANGUAGES.map((value) => ({ value, label: say(`host:login.languages.${value}`) })),
    roleLabel: say(`host:roles.${reader.actor.role}`),
    canReadHealth: reader.may(HEALTH_PERMISSION),
    canExportLists: reader.may(EXPORT_LISTS),
    canReadHistory: mayReadHistory(reader),
    canManageSettings: reader.may(SETTINGS_PERMISSION),
    canReadComments: reader.may(READ_COMMENTS),
    navigation: navigation.filter(({ links }) => links.length > 0),
    widgets: plugins
      .flatMap(({ name }) => house.widgets.filter(({ plugin }) => plugin === name))
      .filter(({ value }) => reader.may(value.permission))
      .map(({ plugin, value }) => ({
        id: `${plugin}.${value.name}`,
        title: say(`${plugin}:widgets.${value.name}.title`),
      })),
    account: pages
      .filter(({ inNavigation, ofRecord }) => !inNavigation && !ofRecord)
      .map(({ id, label, icon }) => ({ name: id, label: say(label), icon, href: `/admin/pages/${id}` })),
    titles: Object.fromEntries(open.map((entry) => [entry.resource.model.name, titleOf(entry)])),
    texts: panelSections(translator, reader),
    searchable: open
      .filter(({ resource }) => (resource.contribution.searchFields?.length ?? 0) > 0)
      .map(({ resource }) => resource.model.name),
  };
}

/** What the panel's components say: the section `panel` of each locale file. */
function panelSections(translator: HouseTranslator, reader: PanelReader): Record<string, unknown> {
  const namespaces = Object.entries(translator.resources(reader.language));
  return Object.fromEntries(
    namespaces.flatMap(([name, texts]) => (isTree(texts) && texts['panel'] ? [[name, texts['panel']]] : [])),
  );
}

function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Lines, allocations and their like are found in the record that they belong to. */
function isInNavigation(registry: PanelRegistry, { resource }: PanelEntry): boolean {
  const { contribution, model } = resource;
  if (contribution.permissions.create !== undefined || contribution.searchFields) return true;
  return !registry.entries.some((entry) =>
    entry.resource.contribution.related?.some((related) => related.model === model.name),
  );
}
