import type { AssembledHouse } from '../../kernel/lifecycle.js';
import { checkHealth } from '../../kernel/house-health.js';
import type { Logger } from '../../kernel/ports.js';
import type { SettingField, SettingsSchema } from '../../kernel/settings.js';
import { LANGUAGES } from '../../kernel/permissions.js';
import { CURRENCIES } from '../../values/currency.js';
import type { HouseTranslator } from '../i18n/create-translator.js';
import type { SettingsStore } from '../settings/create-settings-store.js';
import { mustBeFresh, type PanelReader } from './panel-reader.js';
import { PanelRefusal } from './panel-refusal.js';
import type { PanelRegistry } from './panel-registry.js';
import { titleOf } from './record-params.js';
import { HEALTH_PERMISSION, SETTINGS_PERMISSION } from './panel-state.js';

interface Means {
  readonly house: AssembledHouse;
  readonly registry: PanelRegistry;
  readonly translator: HouseTranslator;
  readonly settings: SettingsStore;
  readonly log: Logger;
}

type Json = Readonly<Record<string, unknown>>;

/** The panel's own questions, each answered for one reader. */
export interface HouseDoors {
  /** every widget, or the one named `<plugin>.<name>` */
  home(reader: PanelReader, only: string): Promise<Json>;
  search(reader: PanelReader, term: string): Promise<Json>;
  choices(reader: PanelReader, model: string, query: ChoiceQuery): Promise<Json>;
  settings(reader: PanelReader): Promise<Json>;
  saveSettings(reader: PanelReader, form: Json): Promise<Json>;
  health(reader: PanelReader): Promise<Json>;
}

export interface ChoiceQuery {
  readonly q: string;
  readonly limit: number;
  readonly ids: readonly string[];
}

const HITS_PER_GROUP = 8;
const SHORTEST_SEARCH = 2;

export function makeHouseDoors({ house, registry, translator, settings, log }: Means): HouseDoors {
  const mustHave = (reader: PanelReader, permission: string): void => {
    if (!reader.may(permission)) throw new PanelRefusal({ code: 'forbidden' }, 403);
  };

  /** One widget or provider that fails leaves a gap, not an empty page. */
  const orNothing = async <T>(what: string, work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      log.error({ err: error, what }, 'a part of the page failed');
      return null;
    }
  };

  const searchModel = async (reader: PanelReader, term: string, model: string) => {
    const entry = registry.entry(model);
    if (!entry) return [];
    const { resource } = entry;
    const reach = await registry.reach(entry, reader);
    const rows = await entry.reads.search(registry.database, reach, term, HITS_PER_GROUP);
    const group = translator.text(reader.language, `${resource.plugin}:resources.${model}.plural`);
    return rows.map((row) => {
      const id = String(row[resource.idField.name]);
      return {
        group,
        title: titleOf(resource, row, reach.shown),
        note: null,
        link: `/admin/resources/${model}/records/${id}/show`,
      };
    });
  };

  /** A new secret, or another value of what guards the house. */
  const isDangerous = async (plugin: string, schema: SettingsSchema, values: Json): Promise<boolean> => {
    const stands = (await settings.view(plugin, schema)).values;
    return Object.entries(schema).some(([name, field]) => {
      if (field.kind === 'secret') return typeof values[name] === 'string' && values[name] !== '';
      const isGuard = field.kind === 'boolean' && field.reauthenticate === true;
      return isGuard && values[name] !== undefined && values[name] !== stands[name];
    });
  };

  return {
    async home(reader, only) {
      const wanted = house.widgets.filter(
        ({ plugin, value }) =>
          reader.may(value.permission) && (only === '' || only === `${plugin}.${value.name}`),
      );
      const widgets = await Promise.all(
        wanted.map(async ({ plugin, value }) => {
          const request = { context: house.context(plugin), actor: reader.actor, language: reader.language };
          const content = await orNothing(`widget ${plugin}.${value.name}`, () => value.load(request));
          return (
            content && {
              plugin,
              name: value.name,
              title: translator.text(reader.language, `${plugin}:widgets.${value.name}.title`),
              content,
            }
          );
        }),
      );
      return { widgets: widgets.filter((widget) => widget !== null) };
    },

    async search(reader, term) {
      if (term.length < SHORTEST_SEARCH) return { hits: [] };
      const models = registry.entries.filter(
        ({ resource }) =>
          resource.contribution.searchFields && reader.may(resource.contribution.permissions.read),
      );
      const providers = house.searches.filter(({ value }) => reader.may(value.permission));
      const groups = await Promise.all([
        ...models.map(({ resource }) =>
          orNothing(`search ${resource.model.name}`, () => searchModel(reader, term, resource.model.name)),
        ),
        ...providers.map(({ plugin, value }) =>
          orNothing(`search ${plugin}.${value.name}`, async () => {
            const hits = await value.search({
              context: house.context(plugin),
              actor: reader.actor,
              term,
              limit: HITS_PER_GROUP,
            });
            return hits.map((hit) => ({
              group: translator.text(reader.language, `${plugin}:navigation`),
              title: hit.title,
              note: hit.note ?? null,
              link: hit.link,
            }));
          }),
        ),
      ]);
      return { hits: groups.flatMap((group) => group ?? []) };
    },

    async choices(reader, model, { q, limit, ids }) {
      const entry = registry.entry(model);
      if (!entry) throw new PanelRefusal({ code: 'record-unknown' }, 404);
      mustHave(reader, entry.resource.contribution.permissions.read);
      const reach = await registry.reach(entry, reader);
      const rows =
        ids.length > 0
          ? await entry.reads.titles(registry.database, reach.scope, ids.slice(0, 200))
          : await entry.reads.search(registry.database, reach, q, limit);
      return {
        choices: rows.map((row) => ({
          id: String(row[entry.resource.idField.name]),
          title: titleOf(entry.resource, row, reach.shown),
        })),
      };
    },

    async settings(reader) {
      mustHave(reader, SETTINGS_PERMISSION);
      const withSettings = house.plugins.filter(
        (plugin) => plugin.settings && Object.keys(plugin.settings).length > 0,
      );
      const plugins = await Promise.all(
        withSettings.map(async ({ name, settings: schema = {} }) => {
          const view = await settings.view(name, schema);
          const say = (key: string): string => translator.text(reader.language, `${name}:settings.${key}`);
          const fields = Object.entries(schema).map(([field, definition]) => ({
            name: field,
            ...definition,
            options: settingOptions(
              definition,
              (value) => say(`${field}.options.${value}`),
              reader,
              translator,
            ),
            label: say(`${field}.label`),
            help: say(`${field}.help`),
            value: view.values[field] ?? '',
            isSet: view.secretsSet.includes(field),
          }));
          return {
            plugin: name,
            label: translator.text(reader.language, `${name}:navigation`),
            version: view.version,
            fields,
          };
        }),
      );
      return { plugins };
    },

    async saveSettings(reader, form) {
      mustHave(reader, SETTINGS_PERMISSION);
      const plugin = house.plugins.find(({ name }) => name === form['plugin']);
      const { values, version } = form;
      if (!plugin?.settings || typeof values !== 'object' || values === null)
        throw new PanelRefusal({ code: 'request-unreadable' }, 400);
      if (await isDangerous(plugin.name, plugin.settings, values as Json)) await mustBeFresh(reader);
      const outcome = await settings.write({
        plugin: plugin.name,
        schema: plugin.settings,
        actor: reader.actor,
        values: values as Json,
        version: typeof version === 'string' ? version : '',
      });
      if (!outcome.ok) {
        const { setting } = outcome.error;
        const label = `${plugin.name}:settings.${String(setting)}.label`;
        const isKnown = typeof setting === 'string' && setting in plugin.settings;
        const named = isKnown ? { setting: translator.text(reader.language, label) } : {};
        throw new PanelRefusal({ ...outcome.error, ...named }, 422);
      }
      return { message: translator.text(reader.language, 'host:panel.settings-saved') };
    },

    async health(reader) {
      mustHave(reader, HEALTH_PERMISSION);
      const health = await checkHealth(house);
      const titleOfCheck = (plugin: string, name: string): string =>
        translator.text(reader.language, `${plugin}:health.${name}`, { defaultValue: `${plugin} · ${name}` });
      return {
        ...health,
        checks: health.checks.map((check) => ({ ...check, title: titleOfCheck(check.plugin, check.name) })),
      };
    },
  };
}

function settingOptions(
  field: SettingField,
  labelOf: (value: string) => string,
  reader: PanelReader,
  translator: HouseTranslator,
) {
  switch (field.kind) {
    case 'select':
      return field.options.map((value) => ({ value, label: labelOf(value) }));
    case 'language':
      return LANGUAGES.map((value) => ({
        value,
        label: translator.text(reader.language, `host:login.languages.${value}`),
      }));
    case 'currency': {
      const names = new Intl.DisplayNames(reader.language, { type: 'currency' });
      return CURRENCIES.map((value) => ({ value, label: `${value} · ${names.of(value) ?? value}` }));
    }
    case 'zone':
      return ['UTC', ...Intl.supportedValuesOf('timeZone')].map((value) => ({ value, label: value }));
    default:
      return null;
  }
}
