import { defineService } from '../../../src/kernel/contributions.js';
import type { Actor, Language } from '../../../src/kernel/permissions.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import type { Refusal, Result } from '../../../src/values/result.js';
import type { Grain } from './query.js';

/** What is looked at, day by day, week by week or month by month. */
export interface WatchedSeries {
  /** a measure of flows: `sales`, `collected`, `profit` … */
  readonly measure: string;
  readonly grain: Extract<Grain, 'day' | 'week' | 'month'>;
  /** null is the whole network, as far as the actor sees it */
  readonly officeId: string | null;
  readonly representativeId: string | null;
  /** null is the one with the most figures */
  readonly currency: CurrencyCode | null;
}

export interface MeasureAnomaly {
  readonly measure: string;
  /** the office that it happened in; null is the whole network */
  readonly office: { readonly id: string; readonly name: string } | null;
  /** null where the measure has none (counts) */
  readonly currency: CurrencyCode | null;
  /** the first day of the span, and how long that is: in a series of few postings, days say nothing */
  readonly on: LocalDate;
  readonly grain: WatchedSeries['grain'];
  readonly kind: 'spike' | 'drop' | 'level-shift';
  /** standard deviations from what was to be expected */
  readonly score: number;
  /** plain decimals of the currency */
  readonly value: string;
  readonly expected: string;
  readonly lower: string;
  readonly upper: string;
  /** why, a sentence in the reader's language */
  readonly text: string;
}

/**
 * What stood out in sales, money collected and profit of the network and of each office: by days where most days have a posting, else
 * by weeks, else by months. Within the actor's row scope.
 */
export interface MeasureAnomalies {
  /** Of the last `days`, against the two years before; the newest first. Measures that the actor may not read are left out. */
  findAnomalies(
    actor: Actor,
    asked: { readonly days: number; readonly language: Language },
  ): Promise<Result<readonly MeasureAnomaly[], Refusal>>;
}

export const measureAnomalies = defineService<MeasureAnomalies>('analytics.measure-anomalies');
