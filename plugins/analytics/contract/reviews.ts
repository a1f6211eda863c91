import { defineService } from '../../../src/kernel/contributions.js';
import type { Actor, Language } from '../../../src/kernel/permissions.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate, LocalMonth } from '../../../src/values/local-date.js';
import type { Refusal, Result } from '../../../src/values/result.js';
import type { Figure } from './query.js';

export const REVIEW_KINDS = ['week', 'month', 'quarter'] as const;
export type ReviewKind = (typeof REVIEW_KINDS)[number];

/** A week (ISO 8601, from Monday), a month or a quarter of the calendar. Days of the organisation's zone, both included. */
export interface ReviewSpan {
  readonly kind: ReviewKind;
  /** "2026-W47", "2026-10", "2026-Q3" */
  readonly key: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** A figure beside the same figure of the span before. Amounts are plain decimals of the facts' currency. */
export interface Moved {
  readonly now: string;
  readonly before: string;
  /** now − before, exact */
  readonly change: string;
  /** the change in per cent of before, one decimal; null where there was nothing */
  readonly percent: Figure;
}

/** What one office or representative did to a change. */
export interface Contribution extends Moved {
  readonly id: string;
  readonly name: string;
  /** its change in per cent of the whole of before, one decimal: the points of all add up to the whole's `percent`; null where there was nothing */
  readonly points: Figure;
}

export interface PlanFigures {
  readonly planned: string;
  readonly actual: string;
  /** actual − planned */
  readonly difference: string;
  /** actual in per cent of planned, one decimal; null without a plan */
  readonly percent: Figure;
}

/** Everything that a review says, of one currency. Currencies are never added. */
export interface ReviewFacts {
  readonly currency: CurrencyCode;
  readonly sales: Moved;
  readonly invoices: { readonly now: string; readonly before: string };
  /** null for who may not read payments, as everything that is made of them */
  readonly collected: Moved | null;
  /** as it stood at the end of the span, and at the end of the one before */
  readonly overdue: Moved | null;
  /** overdue in per cent of what is outstanding; null where nothing is */
  readonly overdueShare: Figure;
  /** mean days from issue to settlement of what was settled in the span; null where nothing was */
  readonly daysToPay: { readonly now: Figure; readonly before: Figure };
  /** to the change of sales, the largest first: their changes add up to it exactly. Empty for a representative. */
  readonly offices: readonly Contribution[];
  /** likewise; beyond 10,000 the rest is one without a name */
  readonly representatives: readonly Contribution[];
  /** sold in this span, and nothing in the year before it */
  readonly newRepresentatives: readonly Named[];
  /** sold nothing in this span, and something in each of the three before it */
  readonly lostRepresentatives: readonly Named[];
  /** of sales; null where nothing was planned for these months, or only some of them */
  readonly plan: PlanFigures | null;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** A review as it is read aloud: `paragraphs` are whole sentences in the language, every number in them is one of `facts`. */
export interface Review {
  /** until today, where it is not over; then it is compared with as many days */
  readonly span: ReviewSpan;
  readonly compared: ReviewSpan;
  readonly isOver: boolean;
  readonly office: { readonly id: string; readonly name: string } | null;
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** one a currency, the organisation's own first; empty where nothing happened */
  readonly facts: readonly ReviewFacts[];
}

export interface ReviewAsked {
  /** "2026-W47", "2026-10", "2026-Q3" */
  readonly period: string;
  readonly language: Language;
  /** of one office alone */
  readonly office?: string;
}

export const PLANNED_MEASURES = ['sales', 'collected', 'profit'] as const;
export type PlannedMeasure = (typeof PLANNED_MEASURES)[number];

export interface PlanAsked {
  readonly measure: PlannedMeasure;
  readonly from: LocalMonth;
  readonly to: LocalMonth;
}

/** What was planned for one month of one office, or of the whole network, beside what came of it. */
export interface PlanRow extends PlanFigures {
  readonly month: LocalMonth;
  /** null: the whole network */
  readonly office: { readonly id: string; readonly name: string } | null;
  readonly currency: CurrencyCode;
}

/** Everything within the actor's row scope and permissions. */
export interface Reviews {
  /** Refuses `not-a-period` (value), `period-not-begun` (period), `unknown-office`, and what analytics' query refuses. */
  review(actor: Actor, asked: ReviewAsked): Promise<Result<Review, Refusal>>;
  /** The last complete span of each kind. */
  lastSpans(): Promise<Readonly<Record<ReviewKind, ReviewSpan>>>;
  /**
   * Rows for which something was planned, by month, then the network before its offices. Plans of the network are for those who see all
   * of it. Refuses `dates-reversed`, and what analytics' query refuses.
   */
  planAgainstFact(actor: Actor, asked: PlanAsked): Promise<Result<readonly PlanRow[], Refusal>>;
}

export const reviews = defineService<Reviews>('analytics.reviews');
