import type { Language } from '../../kernel/permissions.js';
import type { HouseTranslator } from '../i18n/create-translator.js';

interface Worded {
  readonly value: string;
  readonly label: string;
}

/** Every job with its name in words: `<plugin>:jobs.<verb-noun>`. */
export function jobNames(translator: HouseTranslator, language: Language): Worded[] {
  return Object.entries(translator.resources(language))
    .flatMap(([plugin, texts]) =>
      worded(jobsOf(texts)).map(({ value, label }) => ({ value: `${plugin}.${value}`, label })),
    )
    .sort((one, other) => one.label.localeCompare(other.label, language));
}

/** The house's own reasons for a job's failure. Others are what was thrown, and have no words but their own. */
export function jobErrors(translator: HouseTranslator, language: Language): Worded[] {
  const { errors } = jobsOf(translator.resources(language)['host']);
  return worded((errors ?? {}) as Readonly<Record<string, unknown>>);
}

function jobsOf(texts: unknown): Readonly<Record<string, unknown>> {
  return (texts as { readonly jobs?: Readonly<Record<string, unknown>> }).jobs ?? {};
}

function worded(texts: Readonly<Record<string, unknown>>): Worded[] {
  return Object.entries(texts).flatMap(([value, label]) =>
    typeof label === 'string' ? [{ value, label }] : [],
  );
}
