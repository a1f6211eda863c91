import { describe, expect, it } from '@jest/globals';
import { namesIn, pluginNames, textOf } from './plugin-sources.js';

const LANGUAGES = ['en', 'uk', 'ru'];
const DIALECTS = ['sqlite', 'mysql', 'postgresql'];

const withoutExtension = (name: string): string => name.replace(/\.[^.]+$/, '');
const orphans = (names: readonly string[], owners: readonly string[]): string[] =>
  names.filter((name) => !owners.includes(name));

describe('everything belongs to a plugin, or to the host', () => {
  const owners = [...pluginNames(), 'host'];

  it('models files', () => {
    const files = namesIn('prisma/schema').map(withoutExtension);
    // schema.prisma holds the datasource and the generators alone.
    expect(orphans(files, [...owners, 'schema'])).toEqual([]);
    expect(textOf('prisma/schema/schema.prisma')).not.toMatch(/^\s*(model|enum)\s/m);
  });

  it('folders of views', () => {
    expect(orphans(namesIn('views'), [...owners, 'layouts', 'partials'])).toEqual([]);
  });

  it.each(LANGUAGES)('locale files, %s', (language) => {
    expect(orphans(namesIn(`locales/${language}`).map(withoutExtension), owners)).toEqual([]);
  });

  it('and there is no fourth language that nobody checks', () => {
    expect(orphans(namesIn('locales'), LANGUAGES)).toEqual([]);
  });
});

describe('what comes in several kinds comes in all of them', () => {
  it.each(LANGUAGES)('the locale files, %s', (language) => {
    expect(namesIn(`locales/${language}`)).toEqual(namesIn('locales/en'));
  });

  it.each(DIALECTS)('the migrations, %s', (dialect) => {
    expect(namesIn(`prisma/migrations/${dialect}`)).toEqual(namesIn('prisma/migrations/sqlite'));
  });
});

describe('the register', () => {
  it('names every plugin that has a folder', () => {
    const register = textOf('plugins/index.ts');
    expect(pluginNames().filter((name) => !register.includes(`./${name}/plugin.js`))).toEqual([]);
  });
});
