import { describe, expect, it } from '@jest/globals';
import { findCommand, languageWord, parseCall } from '../parse-call.js';

const importCommand = {
  name: 'import',
  description: '',
  arguments: ['kind', 'file'],
  options: [
    { name: 'profile', kind: 'string', description: '', required: true },
    { name: 'check', kind: 'boolean', description: '' },
    { name: 'skip', kind: 'strings', description: '' },
  ],
} as const;
const list = { name: 'job list', description: '' };

describe('the command that words name', () => {
  it.each([
    [['import', 'invoices', 'f.csv'], 'import', ['invoices', 'f.csv']],
    [['job', 'list', '--json'], 'job list', ['--json']],
    [['job'], null, null],
    [[], null, null],
  ])('%j', (words, name, rest) => {
    const found = findCommand([importCommand, list], words);
    expect([found?.command.name ?? null, found?.rest ?? null]).toEqual([name, rest]);
  });
});

describe('what stands behind a command', () => {
  it('is its arguments and options', () => {
    expect(parseCall(importCommand, ['invoices', '--profile', 'real', 'f.csv', '--json'])).toEqual({
      ok: true,
      value: { arguments: ['invoices', 'f.csv'], options: { profile: 'real' }, json: true, help: false },
    });
  });

  it('is an option that is given several times', () => {
    expect(parseCall(importCommand, ['a', 'b', '--profile', 'x', '--skip', '1', '--skip=2'])).toMatchObject({
      ok: true,
      value: { options: { profile: 'x', skip: ['1', '2'] } },
    });
  });

  it('may lack an argument in brackets', () => {
    const command = { name: 'drill', description: '', arguments: ['[file]'] };
    expect(parseCall(command, [])).toMatchObject({ ok: true, value: { arguments: [] } });
    expect(parseCall(command, ['x.age'])).toMatchObject({ ok: true, value: { arguments: ['x.age'] } });
    expect(parseCall(command, ['x.age', 'y'])).toMatchObject({ error: { code: 'argument-surplus' } });
  });

  it('may be --help alone', () => {
    expect(parseCall(importCommand, ['--help'])).toMatchObject({ ok: true, value: { help: true } });
  });

  it.each([
    [['invoices', '--profile', 'x'], { code: 'argument-missing', command: 'import', arguments: '<file>' }],
    [['a', 'b', 'c', '--profile', 'x'], { code: 'argument-surplus', command: 'import', argument: 'c' }],
    [['a', 'b'], { code: 'option-missing', command: 'import', option: 'profile' }],
    [['a', 'b', '--colour'], { code: 'option-unknown', command: 'import', option: 'colour' }],
  ])('wrong use: %j', (words, error) => {
    expect(parseCall(importCommand, words)).toEqual({ ok: false, error });
  });

  it('wrong use of an option says what is wrong', () => {
    expect(parseCall(importCommand, ['a', 'b', '--profile'])).toMatchObject({
      ok: false,
      error: { code: 'option-wrong', option: 'profile' },
    });
  });
});

it.each([
  [['doctor', '--language', 'uk'], 'uk'],
  [['--language=ru', 'doctor'], 'ru'],
  [['doctor', '--language'], ''],
  [['doctor'], null],
])('the language that %j wish for', (words, language) => {
  expect(languageWord(words)).toBe(language);
});
