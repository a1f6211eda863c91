import { soundOf, transliterate } from './transliterate.js';

// As they stand after transliteration. What is left of a name without them is what tells it from others.
const LEGAL_FORMS = new Set(
  (
    'tov tzov tovarystvo ooo zat pat prat vat at ao zao oao pao nao fop spd chp pp ip tdv kp dp ' +
    'llc ltd limited inc incorporated corp corporation co company llp lp plc pte pty ' +
    'gmbh mbh ag kg ohg ug ev eg sa sas sarl srl spa sl slu bv nv oy oyj ab as aps asa sro doo ood eood ad sia uab ou kft zrt spzoo'
  ).split(' '),
);

const LEGAL_PHRASES = [
  'товариство з обмеженою відповідальністю',
  'товариство з додатковою відповідальністю',
  'общество с ограниченной ответственностью',
  'фізична особа підприємець',
  'индивидуальный предприниматель',
  'приватне підприємство',
  'частное предприятие',
  'приватне акціонерне товариство',
  'публічне акціонерне товариство',
  'закрытое акционерное общество',
  'открытое акционерное общество',
  'публичное акционерное общество',
  'акціонерне товариство',
  'акционерное общество',
  'gesellschaft mit beschränkter haftung',
  'sp z o o',
  'spółka z o o',
].map(transliterate);

/** The words of a name in Latin letters, in their order, legal forms and all. */
function wordsOf(name: string): readonly string[] {
  const plain = transliterate(name)
    .replace(/['’ʼ`´]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return plain === '' ? [] : joinSingleLetters(plain.split(' '));
}

/** "s r o" is "sro" where that is a legal form; initials stay apart. */
function joinSingleLetters(words: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (let at = 0; at < words.length;) {
    let end = at;
    while (end < words.length && words[end]!.length === 1) end += 1;
    const together = words.slice(at, end).join('');
    if (end - at > 1 && LEGAL_FORMS.has(together)) {
      joined.push(together);
      at = end;
    } else joined.push(words[at++]!);
  }
  return joined;
}

function withoutLegalForms(words: readonly string[]): readonly string[] {
  let text = ` ${words.join(' ')} `;
  for (const phrase of LEGAL_PHRASES) text = text.replace(` ${phrase} `, ' ');
  const kept = text
    .trim()
    .split(' ')
    .filter((word) => word !== '' && !LEGAL_FORMS.has(word));
  return kept.length > 0 ? kept : words;
}

/**
 * A name without what does not tell it from others: script (Ukrainian and Russian in Latin letters), case, punctuation, legal form,
 * order of words. "ТОВ «Ромашка Плюс»" and "Romashka Plius LLC" are both "plius romashka".
 */
export function normaliseName(name: string): string {
  return [...withoutLegalForms(wordsOf(name))].sort().join(' ');
}

/** As above with its legal form: tells "Romashka LLC" from "Romashka GmbH". */
export function normaliseFullName(name: string): string {
  return [...wordsOf(name)].sort().join(' ');
}

/** How the words of a name sound, in their order: see `nameLikeness`. */
export function soundsOfName(name: string): readonly string[] {
  return withoutLegalForms(wordsOf(name)).map(soundOf);
}

/** An IBAN or account number: capitals and digits alone, without zeros that pad a number of digits. */
export function normaliseAccount(account: string): string {
  const plain = account.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return /^\d+$/.test(plain) ? plain.replace(/^0+(?=\d)/, '') : plain;
}

// Cyrillic letters that are drawn as Latin ones or digits.
const LOOK_ALIKE: Readonly<Record<string, string>> = {
  А: 'A',
  В: 'B',
  Е: 'E',
  Ё: 'E',
  З: '3',
  І: 'I',
  Ї: 'I',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: 'O',
  Р: 'P',
  С: 'C',
  Т: 'T',
  У: 'Y',
  Х: 'X',
  Ѕ: 'S',
  Ј: 'J',
};

/** Capitals and digits of an invoice number alone; Cyrillic letters drawn as Latin ones are these. */
export function normaliseNumber(number: string): string {
  return asDrawn(number.replace(/[^\p{L}\p{N}]+/gu, ''));
}

/** Letters and digits in capitals, each as it is drawn. */
export function asDrawn(letters: string): string {
  let drawn = '';
  for (const letter of letters.toUpperCase()) drawn += LOOK_ALIKE[letter] ?? letter;
  return drawn;
}

/** The words of a text in their order, as `text` rules have them: small letters of any script, without punctuation. */
export function normaliseText(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** 0 to 100: how alike two names are, whatever their script, legal form and order of words. */
export function nameLikeness(a: string, b: string): number {
  return likenessOfSounds(soundsOfName(a), soundsOfName(b));
}

/** As `nameLikeness`, of what `soundsOfName` gave. */
export function likenessOfSounds(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  if (!sameDigits(a, b)) return 0;
  return Math.max(likenessByWords(a, b), ratio(a.join(''), b.join('')));
}

// "Store 12" is not "Store 13", however alike the letters are.
function sameDigits(a: readonly string[], b: readonly string[]): boolean {
  const digitsOf = (words: readonly string[]) =>
    words
      .filter((word) => /\d/.test(word))
      .sort()
      .join(' ');
  return digitsOf(a) === digitsOf(b);
}

/** Equal words first, then each of the shorter name with the most alike of the other, weighed by letters; the rest counts against. */
function likenessByWords(a: readonly string[], b: readonly string[]): number {
  const [few, many] = a.length <= b.length ? [a, b] : [b, a];
  const free = [...many];
  const unequal: string[] = [];
  let matched = 0;
  for (const word of few) {
    const equal = free.indexOf(word);
    if (equal < 0) unequal.push(word);
    else {
      free.splice(equal, 1);
      matched += 2 * word.length;
    }
  }
  let letters = matched;
  for (const word of unequal.sort((x, y) => y.length - x.length || (x < y ? -1 : 1))) {
    const best = mostAlike(word, free);
    if (!best) {
      letters += word.length;
      continue;
    }
    free.splice(free.indexOf(best.other), 1);
    // An initial weighs what it says, not the name that it stands for.
    const isInitial = word.length === 1 || best.other.length === 1;
    const weight = isInitial ? 2 : word.length + best.other.length;
    matched += (weight * best.alike) / 100;
    letters += weight;
  }
  for (const other of free) letters += other.length;
  return Math.round((100 * matched) / letters);
}

/** Words less alike than this are two words. */
const LEAST_ALIKE = 65;

function mostAlike(
  word: string,
  others: readonly string[],
): { readonly other: string; readonly alike: number } | null {
  let best: { other: string; alike: number } | null = null;
  for (const other of others) {
    const alike = wordsAlike(word, other);
    if (alike >= LEAST_ALIKE && (!best || alike > best.alike)) best = { other, alike };
  }
  return best;
}

function wordsAlike(a: string, b: string): number {
  if (a === b) return 100;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  // An initial, or what a bank's short field cut off.
  if (long.startsWith(short) && (short.length === 1 || short.length >= 4)) return 92;
  return ratio(a, b);
}

/** 100 × (1 − edits / longer length), rounded. */
function ratio(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  return longer === 0 ? 0 : Math.round(100 * (1 - editsBetween(a, b) / longer));
}

/** Letters put in, left out, changed or swapped with their neighbour (optimal string alignment). */
export function editsBetween(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let edits = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits = Math.min(edits, before[j - 2]! + 1);
      current.push(edits);
    }
    before = previous;
    previous = current;
  }
  return previous[b.length]!;
}
