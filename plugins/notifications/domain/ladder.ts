import type { CurrencyCode } from '../../../src/values/currency.js';
import type { Owed } from './owed.js';

/** In the order of escalation. */
export const AUDIENCES = ['representative', 'manager', 'admin'] as const;
export type Audience = (typeof AUDIENCES)[number];

export const WORDINGS = ['friendly', 'plain', 'firm', 'final'] as const;
export type Wording = (typeof WORDINGS)[number];

/** Which invoices a ladder is for. An empty list is no limit; all of them must hold. */
export interface Segment {
  readonly officeIds: readonly string[];
  readonly geoIds: readonly string[];
  readonly currencies: readonly CurrencyCode[];
  readonly representativeIds: readonly string[];
  /** least outstanding, in minor units of the one currency of the segment; null: any */
  readonly atLeast: bigint | null;
}

export interface Stage {
  /** days after the due date; negative: before it */
  readonly day: number;
  readonly audience: Audience;
  /** names of channels; none: as each recipient chose */
  readonly channels: readonly string[];
  readonly wording: Wording;
  /** a sentence of one's own by language: `en`, `uk`, `ru`; where there is none nothing is added */
  readonly extra: Readonly<Record<string, string>>;
}

export interface LadderContent {
  readonly name: string;
  readonly active: boolean;
  readonly segment: Segment;
  readonly stages: readonly Stage[];
}

export interface Ladder extends LadderContent {
  readonly id: string;
  readonly position: number;
  readonly version: number;
}

export const EVERYBODY: Segment = {
  officeIds: [],
  geoIds: [],
  currencies: [],
  representativeIds: [],
  atLeast: null,
};

/** The active ladder that an invoice is on: the first by position whose segment holds it. */
export function ladderFor(
  ladders: readonly Ladder[],
  invoice: Pick<Owed, 'officeId' | 'geoId' | 'currency' | 'representativeId' | 'outstanding'>,
): Ladder | null {
  return inOrder(ladders).find((ladder) => isWalked(ladder) && holds(ladder.segment, invoice)) ?? null;
}

/** One that was never given a stage says nothing. */
export function isWalked({ active, stages }: Pick<Ladder, 'active' | 'stages'>): boolean {
  return active && stages.length > 0;
}

/** By position; of equal ones the lower id first. */
export function inOrder(ladders: readonly Ladder[]): readonly Ladder[] {
  return [...ladders].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
}

function holds(segment: Segment, invoice: Parameters<typeof ladderFor>[1]): boolean {
  const names = <Value>(list: readonly Value[], value: Value): boolean =>
    list.length === 0 || list.includes(value);
  return (
    names(segment.officeIds, invoice.officeId) &&
    names(segment.geoIds, invoice.geoId) &&
    names(segment.currencies, invoice.currency) &&
    names(segment.representativeIds, invoice.representativeId) &&
    (segment.atLeast === null || invoice.outstanding >= segment.atLeast)
  );
}

/** The newest stage of an audience that is due; null before the first. */
export function newestStage(
  { stages }: Pick<Ladder, 'stages'>,
  audience: Audience,
  daysLate: number,
): Stage | null {
  return stages
    .filter((stage) => stage.audience === audience && stage.day <= daysLate)
    .reduce<Stage | null>((newest, stage) => (newest && newest.day > stage.day ? newest : stage), null);
}
