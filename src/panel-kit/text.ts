import { house, type TextTree } from './house.js';

export type Facts = Readonly<Record<string, string | number>>;
/** Gives the sentence of a key; `count` among the facts chooses the plural form. */
export type Text = (key: string, facts?: Facts) => string;

/** Finds `key` (dotted) in a tree of i18next v4 texts. A key that is missing is returned as it is, to be seen. */
export function readText(tree: TextTree, language: string, key: string, facts: Facts = {}): string {
  const sentence = pluralOf(tree, language, key, facts) ?? leafOf(tree, key);
  if (sentence === undefined) return key;
  return sentence.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => String(facts[name] ?? whole));
}

/** The texts of a namespace: the section `panel` of `locales/<language>/<namespace>.json`. */
export function useText(namespace = 'host'): Text {
  const { language, texts } = house();
  const tree = texts[namespace] ?? {};
  return (key, facts) => readText(tree, language, key, facts);
}

/** The reader's language: `en`, `uk` or `ru`. */
export function useLanguage(): string {
  return house().language;
}

function pluralOf(tree: TextTree, language: string, key: string, facts: Facts): string | undefined {
  const { count } = facts;
  if (typeof count !== 'number') return undefined;
  const form = new Intl.PluralRules(language).select(count);
  return leafOf(tree, `${key}_${form}`) ?? leafOf(tree, `${key}_other`);
}

function leafOf(tree: TextTree, key: string): string | undefined {
  let found: string | TextTree | undefined = tree;
  for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined;
  return typeof found === 'string' ? found : undefined;
}
