import type { FieldKind } from './field-kind.js';

/** What a reader may say about a field; `between`, `filled` are put together from what the address knows. */
export type FilterWord =
  | 'contains'
  | 'is'
  | 'not'
  | 'starts'
  | 'equals'
  | 'from'
  | 'to'
  | 'between'
  | 'on'
  | 'before'
  | 'after'
  | 'last'
  | 'during'
  | 'in'
  | 'notin'
  | 'empty'
  | 'filled';

export interface Said {
  readonly word: FilterWord;
  readonly value: string;
  /** the other end of `between` */
  readonly until: string;
}

type Filters = Readonly<Record<string, string>>;
export type Family = 'text' | 'sealed' | 'number' | 'day' | 'month' | 'choice' | 'reference';

export const STRETCHES = ['today', 'yesterday', 'this-month', 'last-month', 'this-year', 'last-year'];

const WORDS: Readonly<Record<Family, readonly FilterWord[]>> = {
  text: ['contains', 'is', 'not', 'starts'],
  sealed: ['equals', 'not'],
  number: ['equals', 'not', 'from', 'to', 'between'],
  day: ['on', 'before', 'after', 'between', 'last', 'during'],
  month: ['equals', 'from', 'to', 'between', 'during'],
  choice: ['in', 'notin'],
  reference: ['in', 'notin'],
};

export function familyOf(kind: FieldKind, hasOptions: boolean): Family {
  switch (kind) {
    case 'reference':
    case 'month':
      return kind;
    case 'date':
    case 'datetime':
      return 'day';
    case 'money':
    case 'rate':
    case 'quantity':
    case 'number':
    case 'bytes':
      return 'number';
    case 'text':
    case 'longtext':
    case 'email':
      return hasOptions ? 'choice' : 'text';
    default:
      return 'choice';
  }
}

export function wordsFor(family: Family, nullable: boolean): readonly FilterWord[] {
  return nullable ? [...WORDS[family], 'empty', 'filled'] : WORDS[family];
}

/** What the address says about one field, each sentence once. */
export function saidOf(filters: Filters, field: string, family: Family): readonly Said[] {
  const at = (operator: string): string => filters[operator ? `${field}~~${operator}` : field] ?? '';
  const one = (word: FilterWord, value: string, until = ''): readonly Said[] =>
    value === '' ? [] : [{ word, value, until }];
  const isBetween = at('from') !== '' && at('to') !== '';
  return [
    ...one(plainWord(family), at('')),
    ...(['is', 'not', 'starts', 'before', 'after', 'last', 'during', 'in', 'notin'] as const).flatMap(
      (word) => one(word, at(word)),
    ),
    ...(isBetween
      ? one('between', at('from'), at('to'))
      : [...one('from', at('from')), ...one('to', at('to'))]),
    ...one(at('empty') === 'no' ? 'filled' : 'empty', at('empty')),
  ];
}

/** In an address. Half a sentence says nothing. */
export function filtersFor(field: string, family: Family, { word, value, until }: Said): Filters {
  switch (word) {
    case 'empty':
      return { [`${field}~~empty`]: 'yes' };
    case 'filled':
      return { [`${field}~~empty`]: 'no' };
    case 'between':
      return { ...filled(`${field}~~from`, value), ...filled(`${field}~~to`, until) };
    default:
      return filled(word === plainWord(family) ? field : `${field}~~${word}`, value);
  }
}

/** Without whatever the address says about the field. */
export function without(filters: Filters, field: string): Filters {
  return Object.fromEntries(Object.entries(filters).filter(([name]) => name.split('~~')[0] !== field));
}

const filled = (name: string, value: string): Filters => (value === '' ? {} : { [name]: value });

function plainWord(family: Family): FilterWord {
  if (family === 'text') return 'contains';
  if (family === 'day') return 'on';
  // One of a list is a list of one: what an older address says is shown in the same boxes.
  return family === 'number' || family === 'month' || family === 'sealed' ? 'equals' : 'in';
}
