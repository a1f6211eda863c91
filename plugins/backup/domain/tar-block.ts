/** POSIX.1-2001 (pax), sections "ustar Interchange Format" and "pax Extended Header"; what GNU tar adds is read and not written. */
export const TAR_BLOCK = 512;

/** Two blocks of zeros. */
export const TAR_END = Buffer.alloc(2 * TAR_BLOCK);

export type TarKind = 'file' | 'folder' | 'extended' | 'extended-for-all' | 'long-name' | 'other';

export interface TarHeader {
  readonly kind: TarKind;
  readonly name: string;
  readonly bytes: number;
}

/** What an octal size of eleven digits holds. */
const MOST_OCTAL = 0o77777777777;

export const tarPadding = (bytes: number): number => (TAR_BLOCK - (bytes % TAR_BLOCK)) % TAR_BLOCK;

/** The blocks before a file's content. @param name ASCII, with a slash within its last 100 bytes when it is longer. @param at seconds since 1970 */
export function tarHeader(name: string, bytes: number, at: number): Buffer {
  if (bytes <= MOST_OCTAL) return block(name, bytes, at, '0');
  const size = record('size', String(bytes));
  const extended = Buffer.alloc(size.length + tarPadding(size.length));
  extended.write(size);
  return Buffer.concat([
    block(`PaxHeaders/${name}`, size.length, at, 'x'),
    extended,
    block(name, 0, at, '0'),
  ]);
}

function block(name: string, bytes: number, at: number, type: string): Buffer {
  const header = Buffer.alloc(TAR_BLOCK);
  const cut = name.length <= 100 ? -1 : name.indexOf('/', name.length - 101);
  header.write(name.slice(cut + 1), 0);
  if (cut > 0) header.write(name.slice(0, cut), 345);
  header.write('0000600\u00000000000\u00000000000\u0000', 100);
  header.write(`${octal(bytes, 11)}\u0000${octal(at, 11)}\u0000        ${type}`, 124);
  header.write('ustar\u000000', 257);
  header.write(`${octal(checksum(header), 6)}\u0000 `, 148);
  return header;
}

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');

/** `<length> <keyword>=<value>\n`, where the length counts itself. */
function record(keyword: string, value: string): string {
  const rest = ` ${keyword}=${value}\n`;
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return `${length}${rest}`;
}

/** The sum of the block's bytes, with spaces where the sum itself stands. */
function checksum(header: Buffer): number {
  let sum = 8 * 0x20;
  for (const [at, byte] of header.entries()) if (at < 148 || at >= 156) sum += byte;
  return sum;
}

export type ReadTarBlock = TarHeader | 'end' | 'broken';

export function readTarBlock(header: Buffer): ReadTarBlock {
  if (header.every((byte) => byte === 0)) return 'end';
  if (octalIn(header, 148, 8) !== checksum(header)) return 'broken';
  const magic = header.toString('latin1', 257, 263);
  if (magic !== 'ustar\u0000' && magic !== 'ustar ') return 'broken';
  const bytes = sizeIn(header);
  if (bytes === null) return 'broken';
  const prefix = magic === 'ustar\u0000' ? textIn(header, 345, 155) : '';
  const name = textIn(header, 0, 100);
  const kind = KINDS[String.fromCharCode(header[156] ?? 0)] ?? 'other';
  return { kind, bytes, name: prefix === '' ? name : `${prefix}/${name}` };
}

/** Links, devices, pipes, sparse files and parts of volumes are `other`: no archive of ours has them. */
const KINDS: Readonly<Record<string, TarKind>> = {
  ...{ '0': 'file', '\u0000': 'file', '7': 'file', '5': 'folder' },
  ...{ x: 'extended', g: 'extended-for-all', L: 'long-name' },
};

function textIn(header: Buffer, from: number, length: number): string {
  const field = header.subarray(from, from + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? length : end);
}

function octalIn(header: Buffer, from: number, length: number): number | null {
  const digits = textIn(header, from, length).trim();
  if (digits === '') return 0;
  return /^[0-7]{1,12}$/.test(digits) ? Number.parseInt(digits, 8) : null;
}

/** Octal, or with its first bit set a number of 95 bits (GNU). */
function sizeIn(header: Buffer): number | null {
  if (header[124] !== 0x80) return octalIn(header, 124, 12);
  const value = header.subarray(125, 136).reduce((sum, byte) => sum * 256 + byte, 0);
  return Number.isSafeInteger(value) ? value : null;
}

/** Keyword and value of each record of an extended header; null when it is not made as one. */
export function readExtendedHeader(content: Buffer): ReadonlyMap<string, string> | null {
  const found = new Map<string, string>();
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at);
    const digits = space < 0 ? '' : content.toString('latin1', at, space);
    const end = at + (/^[1-9]\d{0,6}$/.test(digits) ? Number(digits) : 0);
    if (end <= space || end > content.length || content[end - 1] !== 0x0a) return null;
    const equals = content.indexOf(0x3d, space);
    if (equals < 0 || equals >= end) return null;
    found.set(content.toString('utf8', space + 1, equals), content.toString('utf8', equals + 1, end - 1));
    at = end;
  }
  return found;
}
