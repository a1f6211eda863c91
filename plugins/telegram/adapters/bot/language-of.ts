import { LANGUAGES, type Language } from '../../../../src/kernel/permissions.js';

/** The house's language for somebody whose messenger says `language_code` (IETF tag); Belarusian, Kazakh … readers get English. */
export function languageOf(code: string | undefined): Language {
  const primary = code?.toLowerCase().split('-')[0];
  return LANGUAGES.find((language) => language === primary) ?? 'en';
}
