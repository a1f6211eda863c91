import { describe, expect, it } from '@jest/globals';
import { parseSetting, restoreSetting } from '../setting-values.js';
import type { SettingField } from '../settings.js';

const number: SettingField = { kind: 'number', default: 5, min: 0, max: 10 };
const choice: SettingField = { kind: 'select', default: 'a', options: ['a', 'b'] };
const text: SettingField = { kind: 'text', default: '', maxLength: 3 };

describe('a setting takes only what its field allows', () => {
  it.each<[SettingField, unknown, string | null]>([
    [number, 10, null],
    [number, 11, 'setting-number'],
    [number, '7', 'setting-number'],
    [number, NaN, 'setting-number'],
    [choice, 'b', null],
    [choice, 'c', 'setting-choice'],
    [text, 'abc', null],
    [text, 'abcd', 'setting-text'],
    [text, 7, 'setting-text'],
    [{ kind: 'longtext', default: '' }, 'a\nb', null],
    [{ kind: 'secret', default: '' }, 'hush', null],
    [{ kind: 'boolean', default: true }, false, null],
    [{ kind: 'boolean', default: true }, 'false', 'setting-boolean'],
    [{ kind: 'email', default: '' }, 'a@b.cd', null],
    [{ kind: 'email', default: '' }, '', null],
    [{ kind: 'email', default: '' }, 'a@b', 'setting-email'],
    [{ kind: 'currency', default: 'EUR' }, 'KWD', null],
    [{ kind: 'currency', default: 'EUR' }, 'EURO', 'setting-currency'],
    [{ kind: 'zone', default: 'UTC' }, 'Europe/Kyiv', null],
    [{ kind: 'zone', default: 'UTC' }, 'Europe/Atlantis', 'setting-zone'],
    [{ kind: 'zone', default: 'UTC' }, '', 'setting-zone'],
    [{ kind: 'language', default: 'en' }, 'uk', null],
    [{ kind: 'language', default: 'en' }, 'ua', 'setting-language'],
  ])('%j %j', (field, value, refusal) => {
    const parsed = parseSetting(field, value);
    expect(parsed.ok ? null : parsed.error.code).toBe(refusal);
  });
});

describe('a stored text becomes the value again', () => {
  it.each<[SettingField, string, unknown]>([
    [number, '7', 7],
    [number, '70', 5],
    [{ kind: 'boolean', default: false }, 'true', true],
    [choice, 'b', 'b'],
    [choice, 'gone', 'a'],
  ])('%j %j → %j', (field, stored, value) => {
    expect(restoreSetting(field, stored)).toBe(value);
  });
});
