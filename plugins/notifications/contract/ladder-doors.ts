// What the doors of the ladder say and are told. Amounts are decimals in units of their currency; days are YYYY-MM-DD.
import type { Audience, Wording } from '../domain/ladder.js';

export interface StageView {
  readonly day: number;
  readonly audience: Audience;
  readonly channels: readonly string[];
  readonly wording: Wording;
  readonly extra: Readonly<Record<string, string>>;
}

export interface LadderToSave {
  readonly name: string;
  readonly active: boolean;
  readonly segment: {
    readonly officeIds: readonly string[];
    readonly geoIds: readonly string[];
    readonly currencies: readonly string[];
    readonly representativeIds: readonly string[];
    readonly atLeast: string | null;
  };
  readonly stages: readonly StageView[];
}

export interface LadderView extends LadderToSave {
  readonly id: string;
  readonly version: number;
  /** of what the segment names, by id */
  readonly names: Readonly<Record<string, string>>;
}

export interface LaddersView {
  readonly ladders: readonly LadderView[];
  readonly channels: readonly { readonly name: string; readonly title: string }[];
  readonly today: string;
  readonly mayChange: boolean;
}

export interface PlanLineView {
  readonly invoice: { readonly id: string; readonly number: string };
  readonly representative: { readonly id: string; readonly name: string };
  readonly outstanding: string;
  readonly currency: string;
  readonly dueOn: string;
  readonly daysLate: number;
  readonly ladder: string | null;
  readonly stage: Omit<StageView, 'extra'> | null;
  readonly outcome: string;
  /** names of whom it reaches */
  readonly to: readonly string[];
  /** why, in the reader's language */
  readonly reason: string;
}

export interface PlanView {
  readonly on: string;
  readonly today: string;
  readonly isAnyLadderActive: boolean;
  readonly lines: readonly PlanLineView[];
  /** what `after` is for the next page; null: that was the last */
  readonly next: string | null;
}

export interface PlanCountsView {
  readonly on: string;
  readonly counts: Readonly<Record<string, number>>;
}
