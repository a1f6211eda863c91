/** Ukrainian by the passport rules (Cabinet of Ministers, resolution 55 of 2010), and the letters that only Russian has. */
const LATIN: Readonly<Record<string, string>> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'h', ґ: 'g', д: 'd', е: 'e', є: 'ie', ж: 'zh', з: 'z', и: 'y', і: 'i' },
  ...{ ї: 'i', й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u' },
  ...{ ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ю: 'iu', я: 'ia', ь: '', ъ: '', ы: 'y' },
  ...{ э: 'e', ё: 'e', ß: 'ss', æ: 'ae', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', œ: 'oe' },
};

const MOST = 20;

/** A code to begin with, in capital Latin letters: "Біла Церква" → "BILA-TSERKVA". Empty where nothing can be made of the name. */
export function codeOfName(name: string): string {
  // A short i is a letter of its own, not an i with a sign above.
  const letters = [...name.toLowerCase()].map((letter) => LATIN[letter] ?? letter).join('');
  const plain = letters.normalize('NFD').replaceAll(/\p{M}/gu, '');
  return plain
    .replaceAll(/['’ʼ]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, MOST)
    .replaceAll(/^-+|-+$/g, '')
    .toUpperCase();
}
