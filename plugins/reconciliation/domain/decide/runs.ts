// A text as runs of letters and digits, and what is left of a run when separators, leading zeros and look-alikes are gone.
import { asDrawn } from '../normalise.js';

/** Letters and digits between separators. */
export interface Run {
  readonly plain: string;
  /** confusions folded, zeros that lead a number of digits gone */
  readonly key: string;
  readonly hasDigit: boolean;
  readonly isDigits: boolean;
  /** what stands before it */
  readonly gap: string;
}

const CONFUSED: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1', S: '5', B: '8', Z: '2' };
const LARGEST_GAP = 3;

export function runsOf(text: string): readonly Run[] {
  const runs: Run[] = [];
  let end = 0;
  for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    const [piece] = match;
    const plain = asDrawn(piece);
    const hasDigit = /\d/.test(plain);
    runs.push({
      plain,
      key: keyOf(plain),
      hasDigit,
      isDigits: hasDigit && !/\D/.test(plain),
      gap: text.slice(end, match.index),
    });
    end = match.index + piece.length;
  }
  return runs;
}

export function keyOf(plain: string): string {
  let folded = '';
  for (const letter of plain) folded += CONFUSED[letter] ?? letter;
  return withoutLeadingZeros(folded);
}

export function withoutLeadingZeros(text: string): string {
  return text.replace(/(^|\D)0+(?=\d)/g, '$1');
}

export function isOneNumber(window: readonly Run[]): boolean {
  if (!window.some((run) => run.hasDigit)) return false;
  return window.every(
    (run, index) => index === 0 || (run.gap.length <= LARGEST_GAP && !/[,;()\r\n]/.test(run.gap)),
  );
}

/** Digits that go on after a dash or a slash: perhaps another, longer number. */
export function partOfLonger(runs: readonly Run[], next: number): boolean {
  const run = runs[next];
  return run !== undefined && run.hasDigit && /^[-/_.]$/.test(run.gap);
}

export function textOf(window: readonly Run[]): string {
  return window.map((run, index) => (index === 0 ? '' : run.gap) + run.plain).join('');
}
