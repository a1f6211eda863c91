import { readdir, readFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import i18next, { type Resource } from 'i18next';
import { BOOT_SENTENCES, type BootRefused } from '../../kernel/failures.js';
import { LANGUAGES, type Language } from '../../kernel/permissions.js';
import type { Translator } from '../../kernel/ports.js';
import type { Refusal } from '../../values/result.js';

export interface HouseTranslator extends Translator {
  /** every text of a language by namespace, for the panel */
  resources(language: Language): Readonly<Record<string, unknown>>;
  /** A refusal's sentence: in the words of the plugin that refused, else of the house, else of whoever has that code. */
  refusal(language: Language, plugin: string, refusal: Refusal): string;
  bootRefusal(language: Language, refused: BootRefused): string;
}

/**
 * Reads `<root>/<language>/<namespace>.json` of every root: the house's, and those that plugins from elsewhere bring.
 * Values are put into sentences as they are: whoever shows a sentence escapes it.
 */
export async function createTranslator(
  localesRoot: string,
  furtherRoots: readonly string[] = [],
): Promise<HouseTranslator> {
  const resources: Resource = {};
  for (const language of LANGUAGES) {
    resources[language] = Object.assign(
      {},
      ...(await Promise.all(
        [localesRoot, ...furtherRoots].map((root) => readNamespaces(join(root, language))),
      )),
    );
  }
  const namespaces = Object.keys(resources['en'] ?? {});
  const instance = i18next.createInstance();
  await instance.init({
    resources,
    ns: namespaces,
    defaultNS: 'host',
    fallbackLng: 'en',
    supportedLngs: [...LANGUAGES],
    interpolation: { escapeValue: false },
    initAsync: false,
    showSupportNotice: false,
  });

  return {
    text: (language, key, facts = {}) => instance.t(key, { ...facts, lng: language }),
    resources: (language) => resources[language] ?? {},
    refusal: (language, plugin, refusal) =>
      instance.t(`refusals.${refusal.code}`, {
        ...refusal,
        lng: language,
        ns: [plugin, 'host', ...namespaces],
      }),
    bootRefusal: (language, { code, facts }) =>
      instance.t(`boot.${code}`, { ...facts, lng: language, ns: 'host', defaultValue: BOOT_SENTENCES[code] }),
  };
}

async function readNamespaces(folder: string): Promise<Record<string, unknown>> {
  const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const namespaces = files.filter((file) => file.endsWith('.json'));
  const texts = await Promise.all(
    namespaces.map(async (file) => [
      parse(file).name,
      JSON.parse(await readFile(join(folder, file), 'utf8')),
    ]),
  );
  return Object.fromEntries(texts) as Record<string, unknown>;
}
