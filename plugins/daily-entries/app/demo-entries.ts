import { addDays, daysBetween, weekday, type LocalDate } from '../../../src/values/local-date.js';

/** How an office of the demo does: what it takes in and spends on an ordinary day, in minor units, and how both grow in a year. */
export interface DemoOffice {
  readonly office: string;
  readonly manager: string;
  readonly currency: string;
  readonly revenue: number;
  readonly cost: number;
  readonly revenueGrowth: number;
  readonly costGrowth: number;
}

export const demoOffices: readonly DemoOffice[] = [
  {
    office: 'RIGA',
    manager: 'M-01',
    currency: 'EUR',
    revenue: 212_000,
    cost: 148_000,
    revenueGrowth: 1.1,
    costGrowth: 1.06,
  },
  {
    office: 'KYIV',
    manager: 'M-02',
    currency: 'UAH',
    revenue: 5_600_000,
    cost: 3_900_000,
    revenueGrowth: 1.22,
    costGrowth: 1.14,
  },
  {
    office: 'LVIV',
    manager: 'M-03',
    currency: 'UAH',
    revenue: 3_900_000,
    cost: 3_100_000,
    revenueGrowth: 1.05,
    costGrowth: 1.12,
  },
  {
    office: 'TOKYO',
    manager: 'M-04',
    currency: 'JPY',
    revenue: 310_000,
    cost: 226_000,
    revenueGrowth: 1.02,
    costGrowth: 1.03,
  },
];

export interface DemoPlace extends DemoOffice {
  readonly officeId: string;
  readonly geoId: string;
  readonly managerId: string;
}

export interface DemoEntry {
  readonly place: DemoPlace;
  readonly day: LocalDate;
  readonly revenue: bigint;
  readonly cost: bigint;
}

const DAYS_BACK = 790;
/** January to December. */
const SEASON = [0.93, 0.92, 0.99, 1.01, 1.04, 1, 0.92, 0.88, 1.03, 1.07, 1.1, 1.18];
/** Monday to Friday: the house is closed at weekends. */
const WEEK = [1.08, 1, 0.97, 1, 0.95];

/** Working days with season, growth and a little unevenness, up to yesterday; the same on every machine on the same day. */
export function demoEntries(places: readonly DemoPlace[], today: LocalDate): readonly DemoEntry[] {
  const first = addDays(today, -DAYS_BACK);
  const days = Array.from({ length: DAYS_BACK }, (_, index) => addDays(first, index));
  return places.flatMap((place, which) =>
    days
      .filter((day) => weekday(day) <= WEEK.length)
      .map((day) => {
        const years = daysBetween(first, day) / 365;
        const ordinary = SEASON[Number(day.slice(5, 7)) - 1]! * WEEK[weekday(day) - 1]!;
        const uneven = unevenness(daysBetween(first, day), which);
        return {
          place,
          day,
          revenue: whole(place.revenue * ordinary * place.revenueGrowth ** years * (1 + uneven)),
          cost: whole(place.cost * (0.7 + 0.3 * ordinary) * place.costGrowth ** years * (1 - uneven / 3)),
        };
      }),
  );
}

/** Between −0.12 and 0.12. */
function unevenness(day: number, which: number): number {
  return 0.08 * Math.sin(day * 1.7 + which * 2.1) + 0.04 * Math.sin(day * 0.61 + which);
}

function whole(amount: number): bigint {
  return BigInt(Math.round(amount));
}
