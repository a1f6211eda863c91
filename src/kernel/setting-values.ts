import { err, ok, type Refusal, type Result } from '../values/result.js';
import { LANGUAGES } from './permissions.js';
import type { SettingField, SettingsSchema } from './settings.js';

const DEFAULT_LENGTH = { text: 500, longtext: 10_000, email: 190, secret: 2000 } as const;

/**
 * One value as a form or a file gives it, held against its field.
 * Refusals: setting-number { min, max }, setting-choice { options }, setting-boolean, setting-text { maxLength }, setting-email,
 * setting-currency, setting-zone, setting-language.
 */
export function parseSetting(
  field: SettingField,
  value: unknown,
): Result<string | number | boolean, Refusal> {
  switch (field.kind) {
    case 'number':
      return parseNumber(field, value);
    case 'boolean':
      return typeof value === 'boolean' ? ok(value) : err({ code: 'setting-boolean' });
    case 'select':
      return field.options.includes(value as string)
        ? ok(value as string)
        : err({ code: 'setting-choice', options: field.options.join(', ') });
    case 'secret':
      return parseText(value, DEFAULT_LENGTH.secret);
    case 'text':
    case 'longtext':
      return parseText(value, field.maxLength ?? DEFAULT_LENGTH[field.kind]);
    case 'email':
      return value === '' ||
        (typeof value === 'string' && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) && value.length <= 190)
        ? ok(value)
        : err({ code: 'setting-email' });
    case 'currency':
      return Intl.supportedValuesOf('currency').includes(value as string)
        ? ok(value as string)
        : err({ code: 'setting-currency' });
    case 'zone':
      return isZone(value) ? ok(value) : err({ code: 'setting-zone' });
    case 'language':
      return LANGUAGES.some((language) => language === value)
        ? ok(value as string)
        : err({ code: 'setting-language' });
  }
}

/** A stored text as a value of the field, or the default when the field has changed its mind since. */
export function restoreSetting(field: SettingField, stored: string): string | number | boolean {
  const raw =
    field.kind === 'number' ? Number(stored) : field.kind === 'boolean' ? stored === 'true' : stored;
  const parsed = parseSetting(field, raw);
  return parsed.ok ? parsed.value : field.default;
}

export function defaultsOf(schema: SettingsSchema): Readonly<Record<string, string | number | boolean>> {
  return Object.fromEntries(Object.entries(schema).map(([name, field]) => [name, field.default]));
}

function parseNumber(
  {
    min = Number.MIN_SAFE_INTEGER,
    max = Number.MAX_SAFE_INTEGER,
  }: { readonly min?: number; readonly max?: number },
  value: unknown,
): Result<number, Refusal> {
  const isNumber = typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max;
  return isNumber ? ok(value) : err({ code: 'setting-number', min, max });
}

function parseText(value: unknown, maxLength: number): Result<string, Refusal> {
  return typeof value === 'string' && value.length <= maxLength
    ? ok(value)
    : err({ code: 'setting-text', maxLength });
}

function isZone(value: unknown): value is string {
  if (typeof value !== 'string' || value === '') return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
