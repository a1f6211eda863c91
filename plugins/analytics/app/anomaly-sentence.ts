import type { Language } from '../../../src/kernel/permissions.js';
import type { Translator } from '../../../src/kernel/ports.js';
import type { Anomaly, AnomalyReport } from '../domain/anomalies/find-anomalies.js';
import { DAY, HOUR } from '../domain/series/timeline.js';

/** From this factor on people think in times; below, a share says more. */
const TELLING = 1.5;

export interface Wording {
  readonly translator: Translator;
  readonly language: Language;
  /** a value as the reader is used to see it */
  readonly written: (value: number) => string;
  /** an instant as the reader is used to see it */
  readonly stamp: (at: number) => string;
}

/** Why it is an anomaly, with its numbers, in one sentence. */
export function anomalySentence(
  anomaly: Anomaly,
  { step, seasons }: Pick<AnomalyReport, 'step' | 'seasons'>,
  { translator, language, written, stamp }: Wording,
): string {
  const say = (key: string, facts: Readonly<Record<string, unknown>>): string =>
    translator.text(language, `analytics:anomalies.reasons.${key}`, facts);
  const { kind, expected, lower, upper } = anomaly;
  const place = seasons.length === 0 ? null : placeInSeason(anomaly.at, step, language);
  const usual = {
    expected: written(expected),
    lower: written(lower),
    upper: written(upper),
    when: place === null ? '' : ` (${place})`,
  };
  if (kind === 'missing') {
    if (anomaly.score === 1) return say('missing', usual);
    return say('missing-several', { ...usual, count: anomaly.score, until: stamp(anomaly.until) });
  }
  if (kind === 'level-shift') {
    const { before, after } = anomaly;
    const facts = {
      before: written(before),
      after: written(after),
      change: changeOf(before, after, language, written),
    };
    return say(after > before ? 'shift-up' : 'shift-down', facts);
  }
  const facts = { ...usual, value: written(anomaly.value) };
  const ratio = expected > 0 && anomaly.value > 0 ? anomaly.value / expected : 0;
  if (kind === 'spike' && ratio >= TELLING)
    return say('spike-times', { ...facts, times: timesOf(ratio, language) });
  if (kind === 'drop' && ratio > 0 && ratio <= 1 / TELLING)
    return say('drop-share', { ...facts, share: percentOf(ratio, language) });
  return say(kind, facts);
}

/** The weekday, the hour or the month that the expectation is for. */
function placeInSeason(at: number, step: number | null, language: Language): string | null {
  if (step === null) return null;
  const format = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { ...options, timeZone: 'UTC' }).format(
      at,
    );
  if (step < 12 * HOUR) return format({ weekday: 'long', hour: '2-digit', minute: '2-digit' });
  if (step < 2 * DAY) return format({ weekday: 'long' });
  return format({ month: 'long' });
}

function changeOf(
  before: number,
  after: number,
  language: Language,
  written: (value: number) => string,
): string {
  if (before > 0 && after > 0) {
    const change = after / before - 1;
    return `${change > 0 ? '+' : '−'}${percentOf(Math.abs(change), language)}`;
  }
  return `${after > before ? '+' : '−'}${written(Math.abs(after - before))}`;
}

function percentOf(share: number, language: Language): string {
  const maximumFractionDigits = share < 0.1 ? 1 : 0;
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits }).format(share);
}

/** Always with a place after the point: fractions take one plural form in every language. */
function timesOf(ratio: number, language: Language): string {
  return new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(
    ratio,
  );
}

/** Plain numbers: two places, of small ones three digits. */
export function numberOf(value: number, language: Language): string {
  const digits =
    Math.abs(value) >= 1 || value === 0 ? { maximumFractionDigits: 2 } : { maximumSignificantDigits: 3 };
  return new Intl.NumberFormat(language, digits).format(value);
}
