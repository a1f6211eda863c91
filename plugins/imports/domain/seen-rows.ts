/** Same key: the same thing again. Same digest too: the very same row again. */
export type Seen = 'first' | 'same-again' | 'other-again';

const WORDS = 4;
const FIRST_SLOTS = 1 << 12;

/**
 * Remembers which keys a file has shown, 16 bytes a row in a table at most half full, so that a million rows fit in 32 MB:
 * 64-bit hashes of key and digest in an open-addressing table. Two keys of a million share a hash once in 40 million files.
 */
export class SeenRows {
  private table = new Uint32Array(FIRST_SLOTS * WORDS);
  private slots = FIRST_SLOTS;
  private count = 0;
  private readonly keyHash: Hash64 = { high: 0, low: 0 };
  private readonly digestHash: Hash64 = { high: 0, low: 0 };

  see(key: string, digest: string): Seen {
    if (this.count * 2 >= this.slots) this.grow();
    const { keyHash, digestHash, table } = this;
    hash64(key, keyHash);
    hash64(digest, digestHash);
    const at = slotOf(table, this.slots, keyHash.high, keyHash.low) * WORDS;
    if (isFree(table, at)) {
      table.set([keyHash.high, keyHash.low, digestHash.high, digestHash.low], at);
      this.count += 1;
      return 'first';
    }
    const same = table[at + 2] === digestHash.high && table[at + 3] === digestHash.low;
    return same ? 'same-again' : 'other-again';
  }

  private grow(): void {
    const old = this.table;
    this.slots *= 2;
    this.table = new Uint32Array(this.slots * WORDS);
    for (let at = 0; at < old.length; at += WORDS) {
      if (isFree(old, at)) continue;
      const to = slotOf(this.table, this.slots, old[at] ?? 0, old[at + 1] ?? 0) * WORDS;
      this.table.set(old.subarray(at, at + WORDS), to);
    }
  }
}

interface Hash64 {
  high: number;
  low: number;
}

function isFree(table: Uint32Array, at: number): boolean {
  return table[at] === 0 && table[at + 1] === 0;
}

/** The slot that holds the key, or the free one where it belongs. */
function slotOf(table: Uint32Array, slots: number, high: number, low: number): number {
  const mask = slots - 1;
  let slot = low & mask;
  for (;;) {
    const at = slot * WORDS;
    if (isFree(table, at) || (table[at] === high && table[at + 1] === low)) return slot;
    slot = (slot + 1) & mask;
  }
}

/** cyrb53's two lanes (bryc, public domain), kept whole: 64 bits. Written into `hash`, so that no row makes an object. */
function hash64(text: string, hash: Hash64): void {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    one = Math.imul(one ^ unit, 2654435761);
    two = Math.imul(two ^ unit, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909);
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  hash.high = two >>> 0;
  // 0, 0 marks a free slot.
  hash.low = one >>> 0 || 1;
}
