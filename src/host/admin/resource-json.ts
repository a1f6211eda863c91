import type { AdminJS, BasePropertyJSON, CurrentAdmin, ResourceJSON } from './adminjs.js';
import { LANGUAGES, type Language } from '../../kernel/permissions.js';
import type { HouseTranslator } from '../i18n/create-translator.js';
import { actionOptions } from './history/action-titles.js';
import { jobErrors, jobNames } from './job-words.js';
import { modelNames } from './model-names.js';
import { lean } from './lean-json.js';
import type { PanelField } from './panel-field.js';
import type { PanelReader } from './panel-reader.js';
import type { PanelEntry, PanelRegistry } from './panel-registry.js';
import type { PanelResource } from './panel-resource.js';
import { isShownTo } from './record-params.js';

/** AdminJS's description of a resource, cut down to what this reader may see and do, with labels in the reader's language. */
export function resourceJson(
  admin: AdminJS,
  registry: PanelRegistry,
  { resource }: PanelEntry,
  reader: PanelReader,
  translator: HouseTranslator,
): ResourceJSON {
  const decorated = admin.findResource(resource.model.name).decorate();
  const currentAdmin = reader as unknown as CurrentAdmin;
  const json = decorated.toJSON(currentAdmin);
  const isShown = (property: BasePropertyJSON): boolean => {
    const field = resource.field(property.propertyPath);
    return field === null || isShownTo(field, reader, registry);
  };
  const worded = (property: BasePropertyJSON): BasePropertyJSON =>
    lean(wordProperty(resource, property, registry, reader, translator));
  const listed = (properties: BasePropertyJSON[]): BasePropertyJSON[] =>
    properties.filter(isShown).map(worded);
  const open = Object.values(decorated.actions).filter((action) => action.isAccessible(currentAdmin));
  return {
    ...json,
    name: resource.model.name,
    resourceActions: json.resourceActions.map(lean),
    actions: open.map((action) => lean(action.toJSON(currentAdmin))),
    properties: Object.fromEntries(
      Object.entries(json.properties)
        .filter(([, property]) => isShown(property))
        .map(([name, property]) => [name, worded(property)]),
    ),
    titleProperty: worded(json.titleProperty),
    listProperties: listed(json.listProperties),
    showProperties: listed(json.showProperties),
    editProperties: listed(json.editProperties),
    filterProperties: listed(json.filterProperties),
  };
}

/** Kinds that differ in where their words come from, not in how they look. */
const SHOWN_AS: Readonly<Record<string, string>> = {
  model: 'select',
  'audit-action': 'select',
  'job-name': 'select',
  'job-error': 'longtext',
  refusal: 'longtext',
};

function wordProperty(
  resource: PanelResource,
  property: BasePropertyJSON,
  registry: PanelRegistry,
  reader: PanelReader,
  translator: HouseTranslator,
): BasePropertyJSON {
  if (property.propertyPath === 'related')
    return { ...property, custom: { related: relatedLists(resource, registry, reader, translator) } };
  const field = resource.field(property.propertyPath);
  const options = field && optionsOf(resource, field, reader.language, translator, registry);
  if (!options) return property;
  const kind = field.kind && (SHOWN_AS[field.kind] ?? field.kind);
  const custom = { ...property.custom, options, kind };
  return { ...property, availableValues: options, custom };
}

interface Option {
  readonly value: string;
  readonly label: string;
}

function optionsOf(
  resource: PanelResource,
  field: PanelField,
  language: Language,
  translator: HouseTranslator,
  registry: PanelRegistry,
): Option[] | null {
  if (field.choices) return [...field.choices(resource.context, language)];
  if (field.kind === 'audit-action') return actionOptions(translator, language, registry);
  if (field.kind === 'job-name') return jobNames(translator, language);
  if (field.kind === 'job-error') return jobErrors(translator, language);
  if (field.kind === 'model') return modelNames(translator, language);
  if (field.kind === 'language')
    return LANGUAGES.map((value) => ({
      value,
      label: translator.text(language, `host:login.languages.${value}`),
    }));
  return (
    field.options?.map((value) => ({
      value,
      label: translator.text(language, `${resource.plugin}:statuses.${value}`),
    })) ?? null
  );
}

function relatedLists(
  resource: PanelResource,
  registry: PanelRegistry,
  reader: PanelReader,
  translator: HouseTranslator,
) {
  return (resource.contribution.related ?? []).flatMap(({ model, field }) => {
    const target = registry.entry(model)?.resource;
    if (!target || !reader.may(target.contribution.permissions.read)) return [];
    return [
      { model, field, label: translator.text(reader.language, `${target.plugin}:resources.${model}.plural`) },
    ];
  });
}
