// Drawn for a thousand ids at once: a call of the random source costs more than the rest of an id.
const RANDOM_BYTES = 8192;
const random = Buffer.alloc(RANDOM_BYTES);
let used = RANDOM_BYTES;
let lastMs = 0;
let counter = 0;

/**
 * A new UUIDv7 (RFC 9562): milliseconds of the machine's clock, a 12-bit counter within the millisecond, 62 random bits.
 * Lower case, 36 characters; grows with every call of one process, also when the clock is set back. Together with
 * `systemClock` the only value that asks the machine: for its clock and its secure random source.
 */
export function newId(): string {
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    counter = 0;
  } else {
    counter += 1;
    if (counter > 0xfff) {
      lastMs += 1;
      counter = 0;
    }
  }
  if (used + 8 > RANDOM_BYTES) {
    crypto.getRandomValues(random);
    used = 0;
  }
  const high = random.readUInt16BE(used) & 0x3fff;
  const low = random.toString('hex', used + 2, used + 8);
  used += 8;
  const ms = lastMs.toString(16).padStart(12, '0');
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${(0x8000 | high).toString(16)}-${low}`;
}

/** Whether a text that came from outside can be an id or a code word at all: they are ASCII, and a database may refuse to compare other letters with them. */
export function mayBeId(text: string): boolean {
  return /^[\x21-\x7e]{1,64}$/.test(text);
}
