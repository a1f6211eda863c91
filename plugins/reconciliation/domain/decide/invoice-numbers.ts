// Which invoices a text names. Numbers are indexed by what is left of them when separators, leading zeros, case, look-alikes and
// what optical readers confuse are gone, so that a text is looked up, never compared with all of them.
import { editsBetween, normaliseNumber } from '../normalise.js';
import { isOneNumber, keyOf, partOfLonger, runsOf, textOf, withoutLeadingZeros, type Run } from './runs.js';

/** How sure the text is: written in full, with confused letters, its digits alone, or with one slip. */
export type Naming = 'named' | 'confused' | 'digits' | 'almost';

export interface NamedInvoice {
  /** index of the invoice */
  readonly invoice: number;
  readonly naming: Naming;
  /** as the text has it */
  readonly written: string;
}

export interface NumbersInText {
  readonly runs: readonly Run[];
  /** each invoice once, in the order of the text */
  readonly named: readonly NamedInvoice[];
  /** written like a number of ours, but no open invoice has it */
  readonly unknown: readonly string[];
  /** one place of the text stands for several invoices */
  readonly ambiguous: readonly (readonly NamedInvoice[])[];
}

export const NO_NUMBERS: NumbersInText = { runs: [], named: [], unknown: [], ambiguous: [] };

const SHORTEST_ALMOST = 5;
/** So many digits are seldom anything else; fewer stand in every text. */
export const LONG = 6;
/** Numbers that are computed with: longer runs of digits are not listed by their ends. */
const MOST_DIGITS = 15;
/** Words between the numbers of a list, as `normaliseNumber` has them. */
const CONNECTS = new Set([
  'AND',
  'UND',
  'ET',
  'I',
  'И',
  'TA',
  'Й',
  'N',
  'NO',
  'TO',
  'ПO',
  'ДO',
  'THROUGH',
  'BIS',
]);
const RANGES = new Set(['TO', 'ПO', 'ДO', 'THROUGH', 'BIS']);

interface Known {
  readonly invoice: number;
  /** runs without leading zeros, as written otherwise */
  readonly plain: string;
  readonly isDigits: boolean;
}

export class InvoiceNumbers {
  readonly #byKey = new Map<string, Known[]>();
  readonly #byTail = new Map<string, number[]>();
  readonly #shapes = new Set<string>();
  readonly #plain: string[] = [];
  #mostRuns = 1;
  #longest = 0;

  /** Numbers by index; the payer of each, because bare digits count only among one payer's invoices. */
  constructor(numbers: readonly string[], payers: readonly string[]) {
    numbers.forEach((number, invoice) => this.#add(number, invoice, payers[invoice]!));
  }

  #add(number: string, invoice: number, payer: string): void {
    const runs = runsOf(number);
    const spaced = runs.map((run) => run.key).join('');
    const glued = normaliseNumber(number);
    const isDigits = /^\d+$/.test(glued);
    this.#plain[invoice] = glued;
    if (spaced === '') return;
    this.#mostRuns = Math.max(this.#mostRuns, runs.length);
    const forms = new Map([
      [spaced, runs.map((run) => withoutLeadingZeros(run.plain)).join('')],
      [keyOf(glued), withoutLeadingZeros(glued)],
    ]);
    for (const [key, plain] of forms) {
      this.#longest = Math.max(this.#longest, glued.length);
      const known = this.#byKey.get(key);
      if (known) known.push({ invoice, plain, isDigits });
      else this.#byKey.set(key, [{ invoice, plain, isDigits }]);
    }
    const tail = /\d+$/.exec(runs.at(-1)!.plain)?.[0];
    if (tail) push(this.#byTail, `${payer} ${tail.replace(/^0+(?=\d)/, '')}`, invoice);
    if (isDigits && glued.length >= LONG) this.#shapes.add(beginningOf(glued));
    const prefix = /^\D+(?=\d)/.exec(glued)?.[0];
    if (prefix) this.#shapes.add(shapeOf(prefix, glued.length - prefix.length));
  }

  /** What the text names whoever pays. */
  find(text: string | null): NumbersInText {
    if (text === null || !/\d/.test(text)) return NO_NUMBERS;
    const runs = runsOf(text);
    const named = new Map<number, NamedInvoice>();
    const ambiguous: NamedInvoice[][] = [];
    const unknown: string[] = [];
    for (let at = 0; at < runs.length;) {
      const hit = this.#longestAt(runs, at);
      if (!hit) {
        const like = this.#unknownAt(runs, at);
        if (like) unknown.push(like.written);
        at += like ? like.runs : 1;
        continue;
      }
      const [first, ...others] = hit.found;
      if (others.length > 0) {
        ambiguous.push([...hit.found]);
        at += hit.runs;
        continue;
      }
      const { end, rest } = this.#listAfter(runs, at, at + hit.runs);
      const isList = rest.length > 0 && !hit.isDigits;
      keep(named, isList ? { ...first!, naming: 'named' } : first!);
      for (const invoice of rest)
        keep(named, {
          invoice,
          naming: hit.isDigits ? 'digits' : 'named',
          written: textOf(runs.slice(at, end)),
        });
      at = end;
    }
    return { runs, named: [...named.values()], unknown, ambiguous };
  }

  /** Invoices of this payer whose last digits stand in the text alone, or glued to a word: "счет 42", "INVOICE00042". */
  findDigits({ runs }: NumbersInText, payer: string): readonly NamedInvoice[] {
    const found = new Map<number, NamedInvoice>();
    for (const { plain, hasDigit } of runs) {
      const digits = hasDigit ? /^\D*(\d{1,12})$/.exec(plain)?.[1] : undefined;
      if (!digits) continue;
      const invoices = this.#byTail.get(`${payer} ${digits.replace(/^0+(?=\d)/, '')}`) ?? [];
      if (invoices.length === 1) keep(found, { invoice: invoices[0]!, naming: 'digits', written: digits });
    }
    return [...found.values()];
  }

  /**
   * What the text has that is one slip of the finger away from this invoice's number; null for none. A digit lost or doubled makes
   * what is no number of ours; a digit changed may make another one.
   */
  almost(
    { runs }: NumbersInText,
    invoice: number,
  ): { readonly written: string; readonly isMalformed: boolean } | null {
    const right = this.#plain[invoice]!;
    if (right.length < SHORTEST_ALMOST) return null;
    for (let count = this.#mostRuns; count >= 1; count -= 1) {
      for (let at = 0; at + count <= runs.length; at += 1) {
        const window = runs.slice(at, at + count);
        const length = window.reduce((sum, { plain }) => sum + plain.length, 0);
        if (Math.abs(length - right.length) > 1 || !window.some(({ hasDigit }) => hasDigit)) continue;
        if (editsBetween(window.map(({ plain }) => plain).join(''), right) === 1)
          return { written: textOf(window), isMalformed: length !== right.length };
      }
    }
    return null;
  }

  #longestAt(
    runs: readonly Run[],
    at: number,
  ): { readonly runs: number; readonly isDigits: boolean; readonly found: readonly NamedInvoice[] } | null {
    for (let count = Math.min(this.#mostRuns, runs.length - at); count >= 1; count -= 1) {
      const window = runs.slice(at, at + count);
      if (!isOneNumber(window)) continue;
      const key = count === 1 ? window[0]!.key : window.map((run) => run.key).join('');
      if (key.length > this.#longest) continue;
      const known = this.#byKey.get(key);
      if (!known) continue;
      // "F26-00014 2/3" names F26-00014: digits after a space belong to a number only where it is none without them.
      if (
        endsApart(window) &&
        this.#byKey.has(
          window
            .slice(0, -1)
            .map((run) => run.key)
            .join(''),
        )
      )
        continue;
      const found = this.#readings(window, known, partOfLonger(runs, at + count));
      if (found.length > 0) return { runs: count, isDigits: known[0]!.isDigits, found };
    }
    return null;
  }

  #readings(window: readonly Run[], known: readonly Known[], isPart: boolean): readonly NamedInvoice[] {
    const plain = window.map((run) => withoutLeadingZeros(run.plain)).join('');
    const written = textOf(window);
    const exact = known.filter((each) => each.plain === plain);
    // Digits across a space are two numbers; with a slash or a dash they may be one.
    const isSplit = window.length > 1 && window.slice(1).some((run) => /\s/.test(run.gap));
    if (exact.length > 0)
      return once(exact).flatMap(({ invoice, isDigits }) =>
        isDigits && isSplit ? [] : [{ invoice, naming: isDigits || isPart ? 'digits' : 'named', written }],
      );
    return once(known).flatMap(({ invoice, plain: right, isDigits }) =>
      isDigits || isPart || !mayBeConfused(plain, right) ? [] : [{ invoice, naming: 'confused', written }],
    );
  }

  /** "INV-0041, 42 and 43", "INV-0041/42", "INV-0041..0043": the numbers after the first lack what all begin with. */
  #listAfter(
    runs: readonly Run[],
    from: number,
    to: number,
  ): { readonly end: number; readonly rest: readonly number[] } {
    const first = runs.slice(from, to);
    const last = /^(.*?)(\d+)$/.exec(first.at(-1)!.plain);
    const rest: number[] = [];
    if (!last || last[2]!.length > MOST_DIGITS) return { end: to, rest };
    const beginning =
      first
        .slice(0, -1)
        .map((run) => run.key)
        .join('') + keyOf(last[1]!);
    let previous = Number(last[2]);
    let end = to;
    for (let at = to; at < runs.length; at += 1) {
      const run = runs[at]!;
      if (CONNECTS.has(run.plain)) continue;
      if (!run.isDigits || run.plain.length > MOST_DIGITS || /[\r\n]/.test(run.gap)) break;
      const next = this.#next(beginning, previous, run.plain);
      if (!next) break;
      const isRange = /^\s*([-–—]|\.{2,})\s*$/.test(run.gap) || RANGES.has(runs[at - 1]!.plain);
      const between = isRange ? this.#between(beginning, previous, next.value) : [];
      rest.push(...between, next.invoice);
      previous = next.value;
      end = at + 1;
    }
    return { end, rest };
  }

  #next(
    beginning: string,
    previous: number,
    digits: string,
  ): { readonly value: number; readonly invoice: number } | null {
    const stem = String(previous);
    const completed =
      digits.length < stem.length ? Number(stem.slice(0, -digits.length) + digits) : Number(digits);
    for (const value of new Set([Number(digits), completed])) {
      const invoice = this.#only(`${beginning}${value}`);
      if (value > previous && invoice !== null) return { value, invoice };
    }
    return null;
  }

  #between(beginning: string, from: number, to: number): readonly number[] {
    const most = 50;
    if (to - from > most) return [];
    return Array.from({ length: to - from - 1 }, (_, index) =>
      this.#only(`${beginning}${from + 1 + index}`),
    ).filter((invoice) => invoice !== null);
  }

  #only(key: string): number | null {
    const known = once(this.#byKey.get(key) ?? []);
    return known.length === 1 ? known[0]!.invoice : null;
  }

  /** Letters that numbers of ours begin with, and digits after them. */
  #unknownAt(runs: readonly Run[], at: number): { readonly written: string; readonly runs: number } | null {
    const { plain, isDigits } = runs[at]!;
    if (isDigits && plain.length >= LONG && this.#shapes.has(beginningOf(plain)))
      return { written: plain, runs: 1 };
    const prefix = /^\D+/.exec(plain)?.[0];
    if (!prefix) return null;
    let end = at + 1;
    while (end < runs.length && runs[end]!.isDigits && (runs[end]!.gap.length === 1 || end === at + 1))
      end += 1;
    for (; end > at; end -= 1) {
      const window = runs.slice(at, end);
      const digits = window.reduce((sum, { plain }) => sum + plain.length, -prefix.length);
      if (!this.#shapes.has(shapeOf(prefix, digits)) || !/^\d*$/.test(window[0]!.plain.slice(prefix.length)))
        continue;
      const isOther = window.length > 1 && !window[0]!.hasDigit && this.#longestAt(runs, at + 1) !== null;
      if (!isOther) return { written: textOf(window), runs: window.length };
    }
    return null;
  }
}

/** What numbers of digits alone have in common with their neighbours. */
function beginningOf(digits: string): string {
  return `${digits.slice(0, -3)}${'#'.repeat(3)}`;
}

/** One letter begins many words: only with as many digits it is a number. */
function shapeOf(prefix: string, digits: number): string {
  if (digits === 0) return '';
  return prefix.length === 1 ? `${prefix}${digits}` : prefix;
}

function keep(named: Map<number, NamedInvoice>, one: NamedInvoice): void {
  if (!named.has(one.invoice)) named.set(one.invoice, one);
}

function push<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function once(known: readonly Known[]): readonly Known[] {
  return known.length < 2 ? known : [...new Map(known.map((each) => [each.invoice, each])).values()];
}

function endsApart(window: readonly Run[]): boolean {
  const last = window.at(-1)!;
  return window.length > 1 && last.isDigits && /\s/.test(last.gap);
}

/** What differs is letters drawn as digits: at least half of what should be digits is. */
function mayBeConfused(written: string, right: string): boolean {
  return 2 * digitsIn(written) >= digitsIn(right);
}

function digitsIn(text: string): number {
  return text.replace(/\D/g, '').length;
}
