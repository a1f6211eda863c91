import { beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BOOT_SENTENCES, BootRefused, type BootCode } from '../../../kernel/failures.js';
import { createTranslator, type HouseTranslator } from '../create-translator.js';
import { languageOfEnvironment } from '../language-of-environment.js';

function localesOf(texts: Readonly<Record<string, Readonly<Record<string, unknown>>>>): string {
  const root = mkdtempSync(join(tmpdir(), 'house-locales-'));
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, `${path}.json`), JSON.stringify(text));
  }
  return root;
}

describe('a translator', () => {
  let translator: HouseTranslator;
  beforeAll(async () => {
    const house = localesOf({
      'en/host': {
        hello: 'Hello {{name}}',
        refusals: { 'not-found': 'Nothing here.', both: 'The house says.' },
      },
      'uk/host': {
        hello: 'Вітаю, {{name}}',
        days_one: '{{count}} день',
        days_few: '{{count}} дні',
        days_many: '{{count}} днів',
      },
      'en/shop': { refusals: { both: 'The shop says {{amount}}.', sold: 'Sold.' } },
    });
    const brought = localesOf({ 'en/guest': { greeting: 'From elsewhere' } });
    translator = await createTranslator(house, [brought]);
  });

  it('speaks the language that it is asked for, and English where that has nothing', () => {
    expect(translator.text('uk', 'host:hello', { name: '<Олена>' })).toBe('Вітаю, <Олена>');
    expect(translator.text('ru', 'host:hello', { name: 'Олена' })).toBe('Hello Олена');
  });

  it.each([
    [1, '1 день'],
    [3, '3 дні'],
    [11, '11 днів'],
    [21, '21 день'],
  ])('counts as Ukrainian does: %d', (count, text) => {
    expect(translator.text('uk', 'host:days', { count })).toBe(text);
  });

  it('knows what plugins from elsewhere bring', () => {
    expect(translator.text('en', 'guest:greeting')).toBe('From elsewhere');
    expect(translator.resources('en')).toMatchObject({ guest: { greeting: 'From elsewhere' } });
  });

  it('says a refusal in the words of its plugin, else of the house, else of whoever has the code', () => {
    expect(translator.refusal('en', 'shop', { code: 'both', amount: 12n })).toBe('The shop says 12.');
    expect(translator.refusal('en', 'shop', { code: 'not-found' })).toBe('Nothing here.');
    expect(translator.refusal('en', 'host', { code: 'sold' })).toBe('Sold.');
  });
});

describe('why a house does not start', () => {
  it.each(Object.entries(BOOT_SENTENCES))(
    '%s is the same sentence in the kernel and in English',
    async (code, sentence) => {
      const translator = await createTranslator('locales');
      expect((translator.resources('en')['host'] as { boot: Record<string, string> }).boot[code]).toBe(
        sentence,
      );
    },
  );

  it('is said in the reader’s language', async () => {
    const refused = new BootRefused('variable-invalid' satisfies BootCode, {
      variable: 'PORT',
      value: 'x',
      expected: 'y',
    });
    expect((await createTranslator('locales')).bootRefusal('ru', refused)).toBe(
      'PORT имеет значение «x», а нужно: y.',
    );
  });
});

it.each([
  [{ LANG: 'uk_UA.UTF-8' }, 'uk'],
  [{ LANG: 'uk_UA.UTF-8', LC_ALL: 'ru_RU' }, 'ru'],
  [{ LANG: 'de_DE.UTF-8' }, 'en'],
  [{}, 'en'],
])('the language of a terminal: %j', (environment, language) => {
  expect(languageOfEnvironment(environment)).toBe(language);
});
