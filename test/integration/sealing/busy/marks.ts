/** Personal words that are found again wherever they were written. */
export interface Marks {
  /** words of a note, a reason, an address: no other text has them */
  words(what: string): string;
  email(what: string): string;
  /** as it is typed, with spaces */
  phone(what: string): string;
  /** as Telegram allows it */
  handle(what: string): string;
  /** ISO 13616, with its check digits */
  iban(what: string): string;
  /** notes what the house itself made up: a secret that only its owner may have */
  take(what: string, text: string): void;
  /** everything that was given out, by what it is; a text that may stand in several spellings gives all of them */
  readonly given: ReadonlyMap<string, readonly string[]>;
}

export function createMarks(): Marks {
  const given = new Map<string, readonly string[]>();
  const give = (what: string, text: string, ...others: readonly string[]): string => {
    if (given.has(what)) throw new Error(`${what} was given out before`);
    given.set(what, [text, ...others]);
    return text;
  };
  const number = (digits: number): string => String(given.size + 1).padStart(digits, '0');
  return {
    given,
    take: (what, text) => void give(what, text),
    words: (what) => give(what, `Zzqq${number(3)} ${what.replaceAll('.', ' ')}`),
    email: (what) => give(what, `zzqq${number(3)}.${what.replaceAll(/\W/g, '-')}@leak.example`),
    handle: (what) => give(what, `zzqq${number(3)}_${what.replaceAll(/\W/g, '_')}`),
    phone(what) {
      const rest = `70${number(5)}93`;
      return give(what, `+370 ${rest.slice(0, 3)} ${rest.slice(3)}`, `+370${rest}`, `370${rest}`);
    },
    iban(what) {
      const account = `7300019${number(9)}`;
      // LT00 behind the account, letters as numbers: ISO 7064 MOD 97-10.
      const check = 98n - (BigInt(`${account}212900`) % 97n);
      const text = `LT${String(check).padStart(2, '0')}${account}`;
      return give(what, text, text.replaceAll(/(.{4})(?=.)/g, '$1 '));
    },
  };
}
