// Invoice numbers as houses give them, and what becomes of them on their way through a bank.
import type { LocalDate } from '../../../../src/values/local-date.js';
import type { Chance } from './random.js';

/** How a house numbers: gapless within a series, so every number has neighbours. */
export const STYLES = [
  (_series: string, on: LocalDate, count: number) => `INV-${on.slice(0, 4)}-${pad(count, 6)}`,
  (series: string, on: LocalDate, count: number) => `${series}-${on.slice(0, 4)}/${pad(count, 5)}`,
  (_series: string, _on: LocalDate, count: number) => `СФ-${pad(count, 7)}`,
  (_series: string, on: LocalDate, count: number) => `RE${on.slice(0, 4)}${pad(count, 6)}`,
  (_series: string, _on: LocalDate, count: number) => String(4_000_000 + count),
  (_series: string, on: LocalDate, count: number) => `F${on.slice(2, 4)}-${pad(count, 5)}`,
] as const;

function pad(count: number, digits: number): string {
  return String(count).padStart(digits, '0');
}

/** Spaces, other dashes, small letters: the same number to anybody who reads it. */
export function respaced(chance: Chance, number: string): string {
  const how = chance.int(0, 4);
  if (how === 0) return number.replaceAll(/[-/]/g, ' ');
  if (how === 1) return number.replaceAll(/[-/]/g, '');
  if (how === 2) return number.toLowerCase();
  if (how === 3) return number.replaceAll('-', '–').replaceAll('/', ' / ');
  return number.replace(/(\d{3})(?=\d{3}$)/, '$1 ');
}

/** Leading zeros left out: people write what counts. */
export function withoutZeros(number: string): string {
  return number.replace(/(^|[^\d])0+(?=\d+$)/, '$1');
}

const LOOKALIKES: Readonly<Record<string, readonly string[]>> = {
  ...{ '0': ['O', 'О'], '1': ['l', 'I'], '5': ['S'], '8': ['B'], '2': ['Z'] },
  ...{ I: ['1', 'l', 'І'], O: ['0'], С: ['C'], C: ['С'], E: ['Е'], K: ['К'], B: ['В', '8'], A: ['А'] },
};

/** One or two characters read as what looks like them, in the same or the other alphabet. */
export function misread(chance: Chance, number: string): string {
  const characters = [...number];
  const places = characters.flatMap((character, place) => (LOOKALIKES[character] ? [place] : []));
  if (places.length === 0) return number;
  for (const place of chance.shuffle(places).slice(0, chance.int(1, 2)))
    characters[place] = chance.pick(LOOKALIKES[characters[place]!]!);
  return characters.join('');
}

/** One digit lost, doubled, changed, or two exchanged; never the same number. */
export function mistyped(chance: Chance, number: string): string {
  const places = [...number].flatMap((character, place) => (/\d/.test(character) ? [place] : [])).slice(-5);
  for (;;) {
    const digits = [...number];
    const place = chance.pick(places);
    const how = chance.int(0, 3);
    if (how === 0) digits.splice(place, 1);
    if (how === 1) digits.splice(place, 0, digits[place]!);
    if (how === 2) digits[place] = String(chance.int(0, 9));
    if (how === 3 && /\d/.test(digits[place - 1] ?? ''))
      [digits[place], digits[place - 1]] = [digits[place - 1]!, digits[place]!];
    if (digits.join('') !== number) return digits.join('');
  }
}

/** A list in which only the first number is written whole: `INV-2026-000123/124/125`. */
export function abbreviated(numbers: readonly string[]): string {
  const [first = '', ...rest] = numbers;
  return [first, ...rest.map((number) => number.slice(-3))].join('/');
}
