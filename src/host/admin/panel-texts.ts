import type { Language } from '../../kernel/permissions.js';
import type { HouseTranslator } from '../i18n/create-translator.js';
import type { PanelField } from './panel-field.js';
import type { PanelEntry } from './panel-registry.js';

/** AdminJS's own dictionary for one language: its words (host.json, `adminjs`), and ours for every resource that is open. */
export function panelTexts(
  translator: HouseTranslator,
  open: readonly PanelEntry[],
  pages: readonly { readonly id: string; readonly label: string }[],
  language: Language,
  shown: (field: PanelField) => boolean,
): Record<string, unknown> {
  const say = (key: string): string => translator.text(language, key);
  const own =
    (translator.resources(language)['host'] as { readonly adminjs?: Tree } | undefined)?.adminjs ?? {};
  const plugins = [...new Set(open.map(({ resource }) => resource.plugin))];
  return {
    ...own,
    labels: {
      ...own['labels'],
      ...Object.fromEntries(plugins.map((plugin) => [plugin, say(`${plugin}:navigation`)])),
      ...Object.fromEntries(
        open.map(({ resource }) => [
          resource.model.name,
          say(`${resource.plugin}:resources.${resource.model.name}.plural`),
        ]),
      ),
      ...Object.fromEntries(pages.map(({ id, label }) => [id, say(label)])),
    },
    pages: Object.fromEntries(pages.map(({ id, label }) => [id, say(label)])),
    resources: Object.fromEntries(
      open.map((entry) => [entry.resource.model.name, resourceTexts(entry, say, shown)]),
    ),
  };
}

type Tree = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function resourceTexts(
  { resource }: PanelEntry,
  say: (key: string) => string,
  shown: (field: PanelField) => boolean,
): Record<string, unknown> {
  const { plugin, model } = resource;
  const visible = resource.fields.filter((field) => field.visible && shown(field));
  return {
    labels: { [model.name]: say(`${plugin}:resources.${model.name}.plural`) },
    properties: Object.fromEntries(
      visible.map(({ name }) => [name, fieldLabel(plugin, model.name, name, say)]),
    ),
    actions: Object.fromEntries(
      resource.actions.map(({ name, plugin: owner }) => [
        name,
        say(`${owner}:actions.${model.name}.${name}.title`),
      ]),
    ),
  };
}

/** Keys and versions have one name in the whole house. */
export function fieldLabel(
  plugin: string,
  model: string,
  field: string,
  say: (key: string) => string,
): string {
  const shared = field === 'id' || field === 'version' || field === 'createdAt' || field === 'updatedAt';
  return say(shared ? `host:panel.fields.${field}` : `${plugin}:resources.${model}.fields.${field}`);
}
