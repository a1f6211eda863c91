import { quantile } from './robust.js';

/** A value at an instant (milliseconds since 1970, UTC; of stamps without a zone, as if they were UTC). */
export interface SeriesPoint {
  readonly at: number;
  readonly value: number;
}

/** The points laid on even steps, so that what is missing has a place; NaN there. */
export interface Timeline {
  /** of each step, milliseconds */
  readonly stamps: Float64Array;
  readonly values: Float64Array;
  /** milliseconds of a step; null where stamps follow no even step, and nothing can be told missing */
  readonly step: number | null;
  /** steps that lack a value although such steps usually have one */
  readonly missing: readonly number[];
}

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Most stamps must be one step apart for the series to have one. */
const EVEN_SHARE = 0.6;
/** A weekday or a time of day that is missing this often is one on which nothing is written. */
const USUALLY_ABSENT = 0.5;

/** @param points in the order of time, no two at one instant */
export function layOut(points: readonly SeriesPoint[]): Timeline {
  const step = stepOf(points);
  const slots = step === null ? null : slotsOf(points, step);
  const length = slots === null ? 0 : slots[slots.length - 1]! + 1;
  if (slots === null || step === null || length > 4 * points.length + 100) {
    return {
      stamps: Float64Array.from(points, ({ at }) => at),
      values: Float64Array.from(points, ({ value }) => value),
      step: null,
      missing: [],
    };
  }
  const values = new Float64Array(length).fill(NaN);
  const stamps = Float64Array.from({ length }, (_, slot) => stampAt(points[0]!.at, step, slot));
  slots.forEach((slot, index) => {
    values[slot] = points[index]!.value;
    stamps[slot] = points[index]!.at;
  });
  return { stamps, values, step, missing: missingOf(stamps, values, step) };
}

/** Whether a step is a month, a quarter or a year, whose lengths differ. */
function monthsOf(step: number): number {
  const days = step / DAY;
  if (days >= 28 && days <= 31) return 1;
  if (days >= 89 && days <= 92) return 3;
  if (days >= 365 && days <= 366) return 12;
  return 0;
}

function stepOf(points: readonly SeriesPoint[]): number | null {
  if (points.length < 3) return null;
  const gaps = points.slice(1).map(({ at }, index) => at - points[index]!.at);
  const usual = quantile(gaps, 0.5);
  if (usual <= 0) return null;
  const months = monthsOf(usual);
  const isEven = (gap: number): boolean =>
    months > 0 ? monthsOf(gap) === months : Math.abs(gap - usual) <= 0.05 * usual;
  return gaps.filter(isEven).length >= EVEN_SHARE * gaps.length ? usual : null;
}

/** The number of the step nearest to each point; null where two points want the same one. */
function slotsOf(points: readonly SeriesPoint[], step: number): readonly number[] | null {
  const months = monthsOf(step);
  const first = points[0]!.at;
  let last = -1;
  let at = first;
  const slots: number[] = [];
  for (const point of points) {
    // Counted from the point before: stamps that drift by seconds do not lose a step over the years.
    const slot =
      months > 0
        ? Math.round(monthsBetween(first, point.at) / months)
        : last + Math.round((point.at - at) / step) + (last < 0 ? 1 : 0);
    if (slot <= last) return null;
    slots.push(slot);
    last = slot;
    at = point.at;
  }
  return slots;
}

function stampAt(first: number, step: number, slot: number): number {
  const months = monthsOf(step);
  if (months === 0) return first + slot * step;
  const start = new Date(first);
  const whole = new Date(first);
  whole.setUTCDate(1);
  whole.setUTCMonth(start.getUTCMonth() + slot * months);
  const days = new Date(Date.UTC(whole.getUTCFullYear(), whole.getUTCMonth() + 1, 0)).getUTCDate();
  const isLast = new Date(first + DAY).getUTCMonth() !== start.getUTCMonth();
  whole.setUTCDate(isLast ? days : Math.min(days, start.getUTCDate()));
  return whole.getTime();
}

function monthsBetween(from: number, to: number): number {
  const [a, b] = [new Date(from), new Date(to)];
  const whole = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
  return whole + (b.getUTCDate() - a.getUTCDate()) / 31;
}

function missingOf(stamps: Float64Array, values: Float64Array, step: number): readonly number[] {
  const kindOf = (slot: number): number =>
    step >= DAY ? new Date(stamps[slot]!).getUTCDay() : slotOfWeek(stamps[slot]!);
  const places = new Map<number, { all: number; absent: number }>();
  const weekly = step <= 1.5 * DAY;
  if (weekly) {
    values.forEach((value, slot) => {
      const place = places.get(kindOf(slot)) ?? { all: 0, absent: 0 };
      place.all += 1;
      if (Number.isNaN(value)) place.absent += 1;
      places.set(kindOf(slot), place);
    });
  }
  const isExpected = (slot: number): boolean => {
    const place = weekly ? places.get(kindOf(slot)) : undefined;
    return place === undefined || place.all < 3 || place.absent < USUALLY_ABSENT * place.all;
  };
  return Array.from(values.keys()).filter((slot) => Number.isNaN(values[slot]) && isExpected(slot));
}

function slotOfWeek(at: number): number {
  const instant = new Date(at);
  return instant.getUTCDay() * 24 + instant.getUTCHours();
}
