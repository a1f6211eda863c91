import type { Language } from '../../kernel/permissions.js';
import type { HouseTranslator } from '../i18n/create-translator.js';

/** Every kind of record with its name: those that the panel shows, and those that the audit trail alone names. */
export function modelNames(
  translator: HouseTranslator,
  language: Language,
): { readonly value: string; readonly label: string }[] {
  return Object.entries(translator.resources(language))
    .flatMap(([plugin, texts]) =>
      Object.keys((texts as { readonly resources?: object }).resources ?? {}).map((value) => ({
        value,
        label: translator.text(language, `${plugin}:resources.${value}.name`),
      })),
    )
    .sort((one, other) => one.label.localeCompare(other.label, language));
}
