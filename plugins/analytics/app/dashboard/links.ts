import { addDays, type LocalDate } from '../../../../src/values/local-date.js';
import type { Dimension, Filters } from '../../contract/query.js';
import type { Days } from '../../domain/dashboard-filters.js';

/** Which part of a measure's rows is meant; without a word all of the dashboard's. */
export interface Part {
  readonly days?: Days;
  readonly currency?: string | null;
  readonly of?: { readonly dimension: Dimension; readonly id: string };
}

/** Panel addresses of the rows behind a figure; null where no list of the panel shows just those. */
export interface Links {
  to(measure: string, part?: Part): string | null;
}

interface Surroundings {
  readonly days: Days;
  readonly today: LocalDate;
  readonly filters: Filters;
  /** who is meant by the filters for offices, geos and managers; null where they are too many for an address */
  readonly representatives: readonly string[] | null;
  /** models whose lists the reader may open */
  readonly lists: ReadonlySet<string>;
  /** the address of this dashboard, narrowed further */
  narrowed(place: Place, id: string): string;
}

type Conditions = Readonly<Record<string, string>>;

interface List {
  readonly model: string;
  /** its field that says on which day a row counts; null: what stands open is listed as it is now */
  readonly day: string | null;
  readonly only?: Conditions;
}

const PLACES = ['office', 'geo', 'manager'] as const;
type Place = (typeof PLACES)[number];

const ISSUED: List = { model: 'Invoice', day: 'issueDate', only: { 'status~~notin': 'draft,void' } };
const OPEN: List = { model: 'Invoice', day: null, only: { 'status~~in': 'issued,partly_paid' } };
const RECEIVED: List = { model: 'Payment', day: 'receivedOn' };
const ENTERED: List = { model: 'DailyEntry', day: 'day' };

const LIST_OF: Readonly<Record<string, List>> = {
  sales: ISSUED,
  net_sales: ISSUED,
  tax: ISSUED,
  average_invoice: ISSUED,
  invoices: ISSUED,
  collection_rate: ISSUED,
  collected: RECEIVED,
  payments: RECEIVED,
  credited: { model: 'CreditNote', day: 'issueDate' },
  outstanding: OPEN,
  overdue: OPEN,
  overdue_share: OPEN,
  revenue: ENTERED,
  cost: ENTERED,
  profit: ENTERED,
  margin: ENTERED,
};

/** Days after the due date: the first and the last of each bucket. */
const DAYS_OF_BUCKET: Readonly<Record<string, readonly [number | null, number | null]>> = {
  'not-due': [null, 0],
  '1-30': [1, 30],
  '31-60': [31, 60],
  '61-90': [61, 90],
  'over-90': [91, null],
};

export function makeLinks(around: Surroundings): Links {
  return {
    to(measure, part = {}) {
      const list = LIST_OF[measure];
      const place = PLACES.find((one) => one === part.of?.dimension);
      if (place && part.of && list !== ENTERED) return around.narrowed(place, part.of.id);
      if (!list || !around.lists.has(list.model)) return null;
      const days = part.days ?? around.days;
      const conditions = [
        narrowing(list, around),
        list.day === null ? standing(measure, days, part, around) : during(list.day, days),
        picking(part),
      ];
      return conditions.includes(null) ? null : addressOf(list, Object.assign({}, ...conditions));
    },
  };
}

/** What the reader narrowed the dashboard to, in the list's own fields. */
function narrowing(list: List, { filters, representatives }: Surroundings): Conditions | null {
  const among = (field: string, chosen: readonly string[] | undefined): Conditions =>
    chosen ? { [`${field}~~in`]: chosen.join(',') } : {};
  const currency = among('currency', filters.currency);
  if (list === ENTERED) {
    // An entry is of an office, a geo and a manager, and of no representative.
    if (filters.representative) return null;
    return Object.assign({}, currency, ...PLACES.map((place) => among(`${place}Id`, filters[place])));
  }
  const isByPlace = PLACES.some((place) => filters[place] !== undefined);
  if (isByPlace && representatives === null) return null;
  const chosen = isByPlace ? (representatives ?? []) : filters.representative;
  return { ...among('representativeId', chosen), ...currency };
}

/** What stands open is listed as it is now: of an earlier day no list can tell. */
function standing(measure: string, { to }: Days, { of }: Part, { today }: Surroundings): Conditions | null {
  if (to < today) return null;
  if (of?.dimension !== 'bucket') return measure === 'outstanding' ? {} : { 'dueDate~~before': to };
  const [first, last] = DAYS_OF_BUCKET[of.id] ?? [null, null];
  return {
    ...(last === null ? {} : { 'dueDate~~from': addDays(to, -last) }),
    ...(first === null ? {} : { 'dueDate~~to': addDays(to, -first) }),
  };
}

function during(field: string, { from, to }: Days): Conditions {
  return { [`${field}~~from`]: from, [`${field}~~to`]: to };
}

function picking({ currency, of }: Part): Conditions | null {
  const ofCurrency: Conditions = currency ? { 'currency~~in': currency } : {};
  switch (of?.dimension) {
    case undefined:
    case 'bucket':
      return ofCurrency;
    case 'currency':
      return { 'currency~~in': of.id };
    case 'representative':
    case 'office':
    case 'geo':
    case 'manager':
      return { ...ofCurrency, [`${of.dimension}Id~~in`]: of.id };
    case 'status':
    case 'method':
      return { ...ofCurrency, [`${of.dimension}~~in`]: of.id };
    default:
      return null;
  }
}

/** As the panel's lists spell it: a comma stays a comma. A status that is named takes the place of the list's own. */
function addressOf(list: List, conditions: Conditions): string {
  const own = Object.entries(list.only ?? {}).filter(() => !('status~~in' in conditions));
  const words = [...own, ...Object.entries(conditions)].map(
    ([name, value]) => `filters.${name}=${encodeURIComponent(value).replaceAll('%2C', ',')}`,
  );
  return `/admin/resources/${list.model}?${words.join('&')}`;
}
