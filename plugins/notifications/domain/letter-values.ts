import { dayInWriting, priceInWriting } from '../../../src/values/in-writing.js';
import type { NoticeFacts } from '../contract/notice-kind.js';

const AMOUNTS = /^(?:amount|balance|closing|credits|debits|opening|outstanding|total)$/;
const DAYS = /^(?:date|day|from|to|until)$|(?:Date|On)$/;

/** What a template is given: the facts, and how late something is in words that texts know by `context` and `count`. */
export function templateValues(facts: NoticeFacts): NoticeFacts {
  const { daysLate } = facts;
  return typeof daysLate === 'number' ? { ...facts, ...lateness(daysLate) } : facts;
}

/** What a sentence is given: amounts and days as the language (BCP 47) writes them. */
export function sentenceValues(facts: NoticeFacts, language: string): NoticeFacts {
  const { currency } = facts;
  const written = Object.entries(facts).map(([name, fact]) => [
    name,
    inWriting(name, fact, currency, language),
  ]);
  return templateValues(Object.fromEntries(written) as NoticeFacts);
}

function lateness(daysLate: number) {
  const timing = daysLate > 0 ? 'late' : daysLate < 0 ? 'before' : 'today';
  return { timing, daysOff: Math.abs(daysLate) };
}

function inWriting(name: string, fact: unknown, currency: unknown, language: string): unknown {
  if (typeof fact !== 'string') return fact;
  if (AMOUNTS.test(name) && typeof currency === 'string' && /^-?\d+$/.test(fact))
    return priceInWriting(fact, currency, language);
  return DAYS.test(name) && /^\d{4}-\d{2}-\d{2}$/.test(fact) ? dayInWriting(fact, language) : fact;
}
