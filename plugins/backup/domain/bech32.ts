const LETTERS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const CHECKSUM_LETTERS = 6;

/** Bytes as Bech32 (BIP 173), lower case, of any length: how age writes keys. @param prefix lower case */
export function bech32(prefix: string, bytes: Uint8Array): string {
  const words = fiveBits(bytes);
  const spelled = [...prefix].map((letter) => letter.charCodeAt(0));
  const said = [...spelled.map((code) => code >> 5), 0, ...spelled.map((code) => code & 31), ...words];
  const sum = polymod([...said, ...Array<number>(CHECKSUM_LETTERS).fill(0)]) ^ 1;
  const checksum = Array.from({ length: CHECKSUM_LETTERS }, (_, at) => (sum >> (5 * (5 - at))) & 31);
  return `${prefix}1${[...words, ...checksum].map((word) => LETTERS[word]).join('')}`;
}

function polymod(words: readonly number[]): number {
  return words.reduce((sum, word) => {
    const mixed = ((sum & 0x1ffffff) << 5) ^ word;
    return GENERATOR.reduce((mix, part, bit) => ((sum >> 25) & (1 << bit) ? mix ^ part : mix), mixed);
  }, 1);
}

function fiveBits(bytes: Uint8Array): number[] {
  const words: number[] = [];
  let kept = 0;
  let bits = 0;
  for (const byte of bytes) {
    kept = ((kept << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5;) words.push((kept >> (bits -= 5)) & 31);
  }
  if (bits > 0) words.push((kept << (5 - bits)) & 31);
  return words;
}
