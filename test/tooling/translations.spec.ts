import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const scripts = join(import.meta.dirname, '../../scripts');
const house = mkdtempSync(join(tmpdir(), 'countinghouse-words-'));

type Words = Readonly<Record<string, unknown>>;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(house, path)), { recursive: true });
  writeFileSync(join(house, path), text);
}

function speak(words: Readonly<Record<'en' | 'uk' | 'ru', Words>>): void {
  for (const [language, each] of Object.entries(words))
    write(`locales/${language}/host.json`, JSON.stringify(each));
}

function check(): { status: number | null; said: string } {
  const { status, stderr, stdout } = spawnSync(process.execPath, ['scripts/check-translations.mjs'], {
    cwd: house,
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

beforeEach(() => {
  for (const folder of ['locales', 'src', 'scripts'])
    rmSync(join(house, folder), { recursive: true, force: true });
  for (const name of ['check-translations.mjs', 'inputs.mjs', 'installation.mjs']) {
    cpSync(join(scripts, name), join(house, 'scripts', name));
  }
});
afterAll(() => rmSync(house, { recursive: true, force: true }));

describe('the check of translations', () => {
  it('is content with three languages that say the same', () => {
    speak({
      en: {
        title: 'Invoices of {{name}}',
        found_one: '{{count}} invoice',
        found_other: '{{count}} invoices',
      },
      uk: {
        title: 'Рахунки: {{name}}',
        found_one: '{{count}} рахунок',
        found_few: '{{count}} рахунки',
        found_many: '{{count}} рахунків',
        found_other: '{{count}} рахунка',
      },
      ru: {
        title: 'Счета: {{name}}',
        found_one: '{{count}} счёт',
        found_few: '{{count}} счёта',
        found_many: '{{count}} счетов',
        found_other: '{{count}} счёта',
      },
    });
    write('src/page.ts', "say('host:title'); say('host:found', { count: 2 });");
    expect(check()).toEqual({ status: 0, said: '2 messages in 3 languages agree.\n' });
  });

  it.each<[what: string, uk: Words, complaint: string]>([
    ['a key that is missing', {}, 'locales/uk/host.json: a.title is missing'],
    ['an empty sentence', { a: { title: ' ' } }, 'locales/uk/host.json: a.title is empty'],
    ['another variable', { a: { title: 'Привіт, {{who}}' } }, 'a.title uses {who} where English uses {name}'],
    [
      'what is left in English',
      { a: { title: 'Hello and welcome, dear {{name}}' } },
      'a.title is not translated',
    ],
    [
      'a plural form that is missing',
      { a: { title_one: '{{name}}', title_other: '{{name}}' } },
      'a.title lacks the plural forms few, many',
    ],
  ])('finds %s', (_what, uk, complaint) => {
    speak({ en: { a: { title: 'Hello, {{name}}' } }, uk, ru: { a: { title: 'Здравствуйте, {{name}}' } } });
    const { status, said } = check();
    expect(said).toContain(complaint);
    expect(status).toBe(1);
  });

  it('finds a key that the code names and nobody wrote', () => {
    speak({ en: { title: 'House' }, uk: { title: 'Дім' }, ru: { title: 'Дом' } });
    write('src/page.ts', "say('host:titel');");
    expect(check().said).toContain('src/page.ts: host:titel is in no locales/en/host.json');
  });
});
