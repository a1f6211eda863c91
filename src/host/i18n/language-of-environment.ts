import { LANGUAGES, type Language } from '../../kernel/permissions.js';

/** The language of a terminal, as POSIX tells it: `uk_UA.UTF-8`. English when it is another. */
export function languageOfEnvironment(environment: Readonly<Record<string, string | undefined>>): Language {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || 'en';
  return LANGUAGES.find((language) => locale.toLowerCase().startsWith(language)) ?? 'en';
}
