// The three languages say the same things: the same keys, every plural form that each language has, the same
// variables, nothing empty, nothing left in English; and every key that the code names literally is there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesUnder } from './inputs.mjs';
import { root } from './installation.mjs';

const LANGUAGES = ['en', 'uk', 'ru'];
const CYRILLIC_LANGUAGES = ['uk', 'ru'];
const LONGEST_LATIN_NAME_IN_WORDS = 3;
/** Values that stay Latin on purpose, as `file:key`. */
const STAYS_LATIN = new Set([]);

const PLURAL_KEY = /^(.+?)_(zero|one|two|few|many|other)$/;
const CATEGORIES = Object.fromEntries(
  LANGUAGES.map((language) => [language, new Intl.PluralRules(language).resolvedOptions().pluralCategories]),
);

const problems = [];
const complain = (language, file, key, what) =>
  problems.push(`locales/${language}/${file}.json: ${key} ${what}`);

function flatten(value, path = '') {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => flatten(inner, path ? `${path}.${key}` : key));
}

/** @returns per message (a plural key without its suffix): its forms, `''` for a message without plural */
function messagesOf(language, file) {
  const entries = flatten(JSON.parse(readFileSync(join(root, 'locales', language, `${file}.json`), 'utf8')));
  const isPlural = new Set(
    entries.map(([key]) => PLURAL_KEY.exec(key)).flatMap((m) => (m?.[2] === 'other' ? [m[1]] : [])),
  );
  const messages = new Map();
  for (const [key, text] of entries) {
    const [, base, category] = PLURAL_KEY.exec(key) ?? [];
    const [name, form] = base && isPlural.has(base) ? [base, category] : [key, ''];
    messages.set(name, { ...messages.get(name), [form]: text });
  }
  return messages;
}

const variablesIn = (text) =>
  [...text.matchAll(/\{\{-?\s*([\w.]+)/g)].map(([, name]) => name).filter((name) => name !== 'count');

function variablesOf(forms) {
  return [...new Set(Object.values(forms).flatMap(variablesIn))].sort().join(', ');
}

function isLeftInLatin(text) {
  const prose = text.replace(/\{\{.*?\}\}|<[^>]*>|`[^`]*`/g, ' ');
  const words = prose.match(/[\p{L}]+/gu) ?? [];
  return words.length > LONGEST_LATIN_NAME_IN_WORDS && !/\p{Script=Cyrillic}/u.test(prose);
}

function checkMessage(language, file, key, forms, reference) {
  for (const [form, text] of Object.entries(forms)) {
    const name = form ? `${key}_${form}` : key;
    if (text.trim() === '') complain(language, file, name, 'is empty');
    if (!CYRILLIC_LANGUAGES.includes(language) || STAYS_LATIN.has(`${file}:${key}`)) continue;
    if (isLeftInLatin(text)) complain(language, file, name, `is not translated: “${text}”`);
  }
  if (!('' in forms)) {
    const missing = CATEGORIES[language].filter((category) => !(category in forms));
    if (missing.length > 0) complain(language, file, key, `lacks the plural forms ${missing.join(', ')}`);
  }
  if (reference && variablesOf(forms) !== variablesOf(reference)) {
    complain(
      language,
      file,
      key,
      `uses {${variablesOf(forms)}} where English uses {${variablesOf(reference)}}`,
    );
  }
}

function checkFile(file) {
  const byLanguage = new Map(
    LANGUAGES.filter((language) => existsSync(join(root, 'locales', language, `${file}.json`))).map(
      (language) => [language, messagesOf(language, file)],
    ),
  );
  const everyKey = new Set([...byLanguage.values()].flatMap((messages) => [...messages.keys()]));
  for (const language of LANGUAGES) {
    const messages = byLanguage.get(language);
    if (!messages) {
      problems.push(`locales/${language}/${file}.json is missing`);
      continue;
    }
    for (const key of everyKey) {
      const forms = messages.get(key);
      if (!forms) complain(language, file, key, 'is missing');
      else checkMessage(language, file, key, forms, byLanguage.get('en')?.get(key));
    }
  }
  return byLanguage.get('en') ?? new Map();
}

/** `'billing:refusals.period-closed'`; a key that is put together at run time is not seen. */
function checkKeysInCode(messagesOfFile) {
  const literal = new RegExp(`['"\`](${[...messagesOfFile.keys()].join('|')}):([\\w.-]+\\w)['"\`]`, 'g');
  const sources = filesUnder('src', 'plugins', 'views').filter(
    (name) => /\.(tsx?|hbs)$/.test(name) && !/\/test\/|\.spec\.tsx?$/.test(name),
  );
  for (const source of sources) {
    const code = readFileSync(join(root, source), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
    for (const [, file, key] of code.matchAll(literal)) {
      if (!messagesOfFile.get(file).has(key))
        problems.push(`${source}: ${file}:${key} is in no locales/en/${file}.json`);
    }
  }
}

const files = new Set(LANGUAGES.flatMap((language) => readdirSync(join(root, 'locales', language))));
const messagesOfFile = new Map(
  [...files].map((name) => name.replace(/\.json$/, '')).map((file) => [file, checkFile(file)]),
);
checkKeysInCode(messagesOfFile);

if (problems.length > 0) {
  console.error(problems.join('\n'));
  console.error(
    `\n${problems.length} problems. Mend the files under locales/, all three languages in one change.`,
  );
  process.exit(1);
}
const count = [...messagesOfFile.values()].reduce((sum, messages) => sum + messages.size, 0);
console.log(`${count} messages in ${LANGUAGES.length} languages agree.`);
