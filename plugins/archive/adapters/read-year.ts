import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';

/** Refuses `year-unreadable` { value }. */
export function readYear(text: unknown): Result<number, Refusal> {
  return typeof text === 'string' && /^(19|20|21)\d\d$/.test(text.trim())
    ? ok(Number(text))
    : err({ code: 'year-unreadable', value: String(text) });
}
