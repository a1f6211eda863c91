import { createHash } from 'node:crypto';

/** Same key: the same thing again. Same digest too: the very same row again. */
export type Seen = 'first' | 'same-again' | 'other-again';

/**
 * Remembers which keys a file has shown, 16 bytes a row, so that a million rows fit in 40 MB:
 * an open-addressing table of 64-bit hashes of key and digest.
 */
export class SeenRows {
  private keys = new BigUint64Array(1 << 12);
  private digests = new BigUint64Array(1 << 12);
  private count = 0;

  see(key: string, digest: string): Seen {
    if (this.count * 2 >= this.keys.length) this.grow();
    const keyHash = hash64(key);
    const digestHash = hash64(digest);
    const slot = this.slotOf(keyHash);
    if (this.keys[slot] === 0n) {
      this.keys[slot] = keyHash;
      this.digests[slot] = digestHash;
      this.count += 1;
      return 'first';
    }
    return this.digests[slot] === digestHash ? 'same-again' : 'other-again';
  }

  private slotOf(keyHash: bigint): number {
    const mask = this.keys.length - 1;
    let slot = Number(keyHash & BigInt(mask));
    while (this.keys[slot] !== 0n && this.keys[slot] !== keyHash) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { keys, digests } = this;
    this.keys = new BigUint64Array(keys.length * 2);
    this.digests = new BigUint64Array(keys.length * 2);
    keys.forEach((keyHash, index) => {
      if (keyHash === 0n) return;
      const slot = this.slotOf(keyHash);
      this.keys[slot] = keyHash;
      this.digests[slot] = digests[index] ?? 0n;
    });
  }
}

function hash64(text: string): bigint {
  const value = createHash('md5').update(text).digest().readBigUInt64LE(0);
  // 0 marks an empty slot
  return value === 0n ? 1n : value;
}
