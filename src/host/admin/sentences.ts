import type { Language } from '../../kernel/permissions.js';
import { exponentOf, isCurrency } from '../../values/currency.js';
import type { Refusal } from '../../values/result.js';
import type { HouseTranslator } from '../i18n/create-translator.js';
import { toDecimalText } from './decimal-text.js';

type Facts = Readonly<Record<string, unknown>>;

/** Sentences of plugins in the reader's language: amounts and dates as that language writes them. */
export interface Sentences {
  refusal(language: Language, plugin: string, refusal: Refusal): string;
  message(
    language: Language,
    plugin: string,
    message: { readonly key: string; readonly facts?: Facts },
  ): string;
}

export function makeSentences(translator: HouseTranslator): Sentences {
  return {
    refusal: (language, plugin, { code, ...facts }) =>
      translator.refusal(language, plugin, { code, ...readableFacts(language, facts) }),
    message: (language, plugin, { key, facts = {} }) =>
      translator.text(language, key.includes(':') ? key : `${plugin}:${key}`, readableFacts(language, facts)),
  };
}

/** Amounts, instants, and what is a day or a month by its name, as the language writes them; the rest as it is. */
export function readableFacts(language: Language, facts: Facts): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, readableFact(language, name, fact)]),
  );
}

/** `date`, `issueDate`, `postedOn`, `from`: a number that staff gave, `2999-01`, may look like a month and is none. */
const NAMES_A_DAY = /^(?:date|day|month|today|from|to|on)$|(?:Date|Day|Month|On)$/;

function readableFact(language: Language, name: string, fact: unknown): unknown {
  if (isMoney(fact)) return formatMoney(language, fact);
  if (typeof fact === 'bigint') return new Intl.NumberFormat(language).format(fact);
  if (fact instanceof Date)
    return new Intl.DateTimeFormat(language, {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone: 'UTC',
    }).format(fact);
  if (Array.isArray(fact))
    return new Intl.ListFormat(language).format(fact.map((one) => String(readableFact(language, name, one))));
  if (typeof fact !== 'string' || !NAMES_A_DAY.test(name)) return fact;
  if (/^\d{4}-\d{2}-\d{2}$/.test(fact)) return formatDay(language, fact, { dateStyle: 'medium' });
  if (/^\d{4}-(?:0[1-9]|1[0-2])$/.test(fact))
    return formatDay(language, `${fact}-01`, { year: 'numeric', month: 'long' });
  return fact;
}

interface Amount {
  readonly minor: bigint;
  readonly currency: string;
}

function isMoney(fact: unknown): fact is Amount {
  return (
    typeof fact === 'object' &&
    fact !== null &&
    'minor' in fact &&
    typeof fact.minor === 'bigint' &&
    'currency' in fact &&
    typeof fact.currency === 'string'
  );
}

function formatMoney(language: Language, { minor, currency }: Amount): string {
  if (!isCurrency(currency)) return `${minor} ${currency}`;
  const exponent = exponentOf(currency);
  const format = new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
  });
  return format.format(toDecimalText(minor, exponent) as Intl.StringNumericLiteral);
}

function formatDay(language: Language, day: string, style: Intl.DateTimeFormatOptions): string {
  const instant = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(instant.getTime())
    ? day
    : new Intl.DateTimeFormat(language, { ...style, timeZone: 'UTC' }).format(instant);
}
