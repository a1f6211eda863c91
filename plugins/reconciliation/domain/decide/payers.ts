// Who pays: by the account, then by a name that was confirmed, then by how alike the names are. A tie is no match.
import {
  likenessOfSounds,
  normaliseAccount,
  normaliseFullName,
  normaliseName,
  soundsOfName,
} from '../normalise.js';
import type { Payer } from '../decision.js';

export type KnownBy = 'account' | 'alias' | 'name';

/** Who it may be, in the order of their ids. One: it is known. Several: alike, so none of them by itself. */
export interface Identified {
  readonly by: KnownBy;
  /** indexes of payers */
  readonly payers: readonly number[];
  /** 100 unless by name */
  readonly likeness: number;
  /** the next most alike, which was not enough */
  readonly next: { readonly payer: number; readonly likeness: number } | null;
  /** somebody else's very name stands beside this one's account */
  readonly contradiction: number | null;
}

/** A name that is so much less alike than another is not in doubt with it. */
const APART = 6;
/** Postings looked at for one name: a word that half of all have tells nothing. */
const MOST_LOOKED_AT = 3000;
const MOST_COMPARED = 40;

export class Payers {
  readonly #byAccount = new Map<string, number[]>();
  readonly #byAlias = new Map<string, number[]>();
  readonly #byFullName = new Map<string, number[]>();
  readonly #byName = new Map<string, number[]>();
  readonly #byPiece = new Map<string, number[]>();
  readonly #sounds: (readonly (readonly string[])[])[] = [];
  readonly #named = new Map<string, Identified | null>();

  constructor(
    payers: readonly Payer[],
    private readonly least: number,
  ) {
    payers.forEach((payer, index) => this.#add(payer, index));
  }

  #add(payer: Payer, index: number): void {
    for (const account of payer.accounts) push(this.#byAccount, normaliseAccount(account), index);
    for (const alias of payer.aliases) push(this.#byAlias, normaliseName(alias), index);
    push(this.#byFullName, normaliseFullName(payer.name), index);
    push(this.#byName, normaliseName(payer.name), index);
    const sounds = [payer.name, ...payer.aliases].map(soundsOfName);
    this.#sounds[index] = sounds;
    for (const piece of new Set(sounds.flatMap(piecesOf))) push(this.#byPiece, piece, index);
  }

  /** Null when nothing tells. Names are looked up once each, however many movements bear them. */
  identify(account: string | null, name: string | null): Identified | null {
    const byName = name === null ? null : this.#remembered(name);
    const byAccount = account === null ? undefined : this.#byAccount.get(normaliseAccount(account));
    if (!byAccount) return byName;
    const named = byName && byName.likeness === 100 && byName.payers.length === 1 ? byName.payers[0]! : null;
    // Two with one account: the name may tell which of them.
    if (byAccount.length > 1 && named !== null && byAccount.includes(named))
      return { ...byName!, by: 'account' };
    const contradiction = named !== null && !byAccount.includes(named) ? named : null;
    return { by: 'account', payers: byAccount, likeness: 100, next: null, contradiction };
  }

  #remembered(name: string): Identified | null {
    const known = this.#named.get(name);
    if (known !== undefined) return known;
    const found = this.#byItsName(name);
    this.#named.set(name, found);
    return found;
  }

  #byItsName(name: string): Identified | null {
    const plain = normaliseName(name);
    if (plain === '') return null;
    const sure = (by: KnownBy, payers: readonly number[]): Identified => ({
      by,
      payers,
      likeness: 100,
      next: null,
      contradiction: null,
    });
    const alias = this.#byAlias.get(plain);
    if (alias) return sure('alias', alias);
    const full = this.#byFullName.get(normaliseFullName(name));
    if (full?.length === 1) return sure('name', full);
    const same = this.#byName.get(plain);
    if (same) return sure('name', same);
    return this.#mostAlike(name);
  }

  #mostAlike(name: string): Identified | null {
    const sounds = soundsOfName(name);
    const ranked = this.#shareMost(sounds)
      .map((payer) => ({
        payer,
        likeness: Math.max(...this.#sounds[payer]!.map((own) => likenessOfSounds(own, sounds))),
      }))
      .sort((a, b) => b.likeness - a.likeness || a.payer - b.payer);
    const best = ranked[0];
    if (!best || best.likeness < this.least) return null;
    // 100 by sound is a spelling of the same name: only another of 100 is in doubt with it.
    const apart = best.likeness === 100 ? 1 : APART;
    const alike = ranked.filter(({ likeness }) => best.likeness - likeness < apart);
    return {
      by: 'name',
      payers: alike.map(({ payer }) => payer).sort((a, b) => a - b),
      likeness: best.likeness,
      next: ranked[alike.length] ?? null,
      contradiction: null,
    };
  }

  /** Those that share most with the name, rarest pieces first, so that the work is bounded whatever the names. */
  #shareMost(sounds: readonly string[]): readonly number[] {
    const lists = piecesOf(sounds)
      .map((piece) => this.#byPiece.get(piece) ?? [])
      .filter((list) => list.length > 0)
      .sort((a, b) => a.length - b.length || a[0]! - b[0]!);
    const shared = new Map<number, number>();
    let looked = 0;
    for (const list of lists) {
      looked += list.length;
      if (looked > MOST_LOOKED_AT && shared.size > 0) break;
      for (const payer of list.slice(0, MOST_LOOKED_AT)) shared.set(payer, (shared.get(payer) ?? 0) + 1);
    }
    return [...shared]
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, MOST_COMPARED)
      .map(([payer]) => payer);
  }
}

/** Words whole and in threes, so that a word with a slip still meets its right spelling. */
function piecesOf(sounds: readonly string[]): readonly string[] {
  const pieces = new Set<string>();
  for (const word of sounds) {
    pieces.add(`=${word}`);
    for (let at = 0; at + 3 <= word.length; at += 1) pieces.add(word.slice(at, at + 3));
  }
  return [...pieces];
}

function push<Key>(lists: Map<Key, number[]>, key: Key, value: number): void {
  const list = lists.get(key);
  if (!list) lists.set(key, [value]);
  else if (list.at(-1) !== value) list.push(value);
}
