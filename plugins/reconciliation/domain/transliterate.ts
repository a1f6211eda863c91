// Ukrainian and Russian in Latin letters, in one spelling whichever of the many standards a bank or a person followed.

/** As names are shown and stored: close to Ukraine's resolution 55 of 2010 and ISO 9 without its marks. */
const LATIN: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  ґ: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  є: 'ie',
  ж: 'zh',
  з: 'z',
  и: 'y',
  і: 'i',
  ї: 'i',
  й: 'i',
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
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'iu',
  я: 'ia',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
};

/** Small letters; marks above and below letters fall away: "Ćwiek" is "cwiek". */
export function transliterate(text: string): string {
  let latin = '';
  for (const letter of text.normalize('NFC').toLowerCase()) latin += LATIN[letter] ?? letter;
  return latin.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
}

// Longest first. What differs between the standards becomes the same: Iurii, Yuriy and Jurij; Khariv and Harkiv's first letters.
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/shch|sch|sh/g, 'S'],
  [/zh/g, 'Z'],
  [/tch|ch|cz/g, 'C'],
  [/kh/g, 'h'],
  [/ck|c(?![eiy])/g, 'k'],
  [/ph/g, 'f'],
  [/x/g, 'ks'],
  [/ts|tz/g, 'c'],
  [/g/g, 'h'],
  [/w/g, 'v'],
  [/q/g, 'k'],
  [/[iyj]+(?=[aeou])/g, ''],
  [/[yj]/g, 'i'],
];

/** How a transliterated word sounds, for comparing alone: two spellings of one word give one text. */
export function soundOf(word: string): string {
  let sound = word;
  for (const [spelling, one] of SOUNDS) sound = sound.replace(spelling, one);
  return sound.replace(/(.)\1+/g, '$1');
}
