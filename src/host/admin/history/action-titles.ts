import type { Language } from '../../../kernel/permissions.js';
import type { HouseTranslator } from '../../i18n/create-translator.js';
import type { PanelRegistry } from '../panel-registry.js';

const VERBS = ['create', 'update', 'remove'] as const;

/** What an entry of the audit trail says was done: `<plugin>:audit.<verb-noun>`, or what forms of the panel do. */
export function actionTitle(translator: HouseTranslator, language: Language, action: string): string {
  const [plugin = '', what = ''] = action.split('.');
  const own = titlesOf(translator, language, plugin)[what];
  if (typeof own === 'string') return own;
  const verb = VERBS.find((known) => what.startsWith(`${known}-`)) ?? 'update';
  return translator.text(language, `host:audit-verbs.${verb}`);
}

/** Every action that the trail may name, with its title. */
export function actionOptions(
  translator: HouseTranslator,
  language: Language,
  registry: PanelRegistry,
): { readonly value: string; readonly label: string }[] {
  const named = Object.keys(translator.resources(language)).flatMap((plugin) =>
    Object.entries(titlesOf(translator, language, plugin)).map(([what, label]) => ({
      value: `${plugin}.${what}`,
      label: String(label),
    })),
  );
  const byForm = registry.entries.flatMap(({ resource: { plugin, model, contribution } }) =>
    VERBS.filter((verb) => contribution.permissions[verb] !== undefined).map((verb) => ({
      value: formAction(plugin, verb, model.name),
      label: `${translator.text(language, `${plugin}:resources.${model.name}.name`)}: ${translator.text(language, `host:audit-verbs.${verb}`).toLocaleLowerCase(language)}`,
    })),
  );
  return [...named, ...byForm].sort((one, other) => one.label.localeCompare(other.label, language));
}

/** How the audit trail names what a form of the panel does: `billing.update-office-manager`. */
export function formAction(plugin: string, verb: (typeof VERBS)[number], model: string): string {
  return `${plugin}.${verb}-${model.replaceAll(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase()}`;
}

function titlesOf(
  translator: HouseTranslator,
  language: Language,
  plugin: string,
): Readonly<Record<string, unknown>> {
  const texts = translator.resources(language)[plugin] as { audit?: Record<string, unknown> } | undefined;
  return texts?.audit ?? {};
}
