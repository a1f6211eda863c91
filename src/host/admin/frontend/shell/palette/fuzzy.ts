/**
 * How well a name answers what was typed; null for not at all. Every word typed must be found. Letters of the Latin, Ukrainian and
 * Russian alphabets meet where they sound alike ("rahunky" finds "Рахунки"), and a word typed on the wrong keyboard is read as meant
 * ("hf[eyrb" finds it too).
 */
export function fuzzyScore(typed: string, name: string): number | null {
  const readings = [typed, onOtherKeyboard(typed, LATIN, CYRILLIC), onOtherKeyboard(typed, CYRILLIC, LATIN)];
  const target = sound(name);
  const scores = readings.flatMap((reading, index) => {
    const score = scoreOfWords(sound(reading), target);
    return score === null ? [] : [index === 0 ? score : score - 20];
  });
  return scores.length === 0 ? null : Math.max(...scores);
}

function scoreOfWords(typed: string, target: string): number | null {
  const words = typed.split(/\s+/).filter(Boolean);
  const scores = words.map((word) => scoreOfWord(word, target));
  if (scores.some((score) => score === null)) return null;
  return scores.reduce<number>((sum, score) => sum + (score ?? 0), 0) - target.length / 100;
}

function scoreOfWord(word: string, target: string): number | null {
  const at = target.indexOf(word);
  if (at === 0) return 100;
  if (at > 0) return isStart(target, at) ? 90 : 60;
  return scatteredScore(word, target);
}

/** Letters in their order, the first of them at the start of a word and the last not far away. */
function scatteredScore(word: string, target: string): number | null {
  if (word.length < 2) return null;
  for (let start = 0; start < target.length; start += 1) {
    if (target[start] !== word[0] || !isStart(target, start)) continue;
    let at = start;
    let found = 1;
    while (found < word.length && at < target.length - 1) {
      at += 1;
      if (target[at] === word[found]) found += 1;
    }
    const span = at - start + 1;
    if (found === word.length && span <= word.length * 3) return 40 - (span - word.length);
  }
  return null;
}

function isStart(target: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(target[at - 1] ?? '');
}

const SOUNDS: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  ґ: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  є: 'e',
  э: 'e',
  ж: 'j',
  з: 'z',
  и: 'i',
  і: 'i',
  ї: 'i',
  й: 'i',
  ы: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'c',
  ч: 'c',
  ш: 's',
  щ: 's',
  ю: 'u',
  я: 'a',
  ь: '',
  ъ: '',
  '’': '',
  "'": '',
};

/** Latin spellings of what Cyrillic writes with one letter. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/shch/g, 's'],
  [/zh/g, 'j'],
  [/kh/g, 'h'],
  [/ts|ch/g, 'c'],
  [/sh/g, 's'],
  [/yu|iu/g, 'u'],
  [/ya|ia/g, 'a'],
  [/ye|ie/g, 'e'],
  [/yi|y/g, 'i'],
];

/** Written as it sounds, roughly, in Latin letters without marks. */
function sound(text: string): string {
  const small = text.toLowerCase();
  const isCyrillic = /[а-яґєіїё]/.test(small);
  if (isCyrillic) return [...small].map((letter) => SOUNDS[letter] ?? letter).join('');
  const plain = small.normalize('NFD').replace(/\p{M}/gu, '');
  return SPELLINGS.reduce((spelled, [spelling, letter]) => spelled.replace(spelling, letter), plain);
}

const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const CYRILLIC = 'йцукенгшщзхїфівапролджєячсмитьбю';

function onOtherKeyboard(typed: string, from: string, to: string): string {
  return [...typed.toLowerCase()].map((letter) => to[from.indexOf(letter)] ?? letter).join('');
}
