import { refuse } from './statement-refused.js';

/** As far into a file as it says what it is. */
const DECLARED_WITHIN = 2048;

interface DecodedText {
  readonly text: string;
  /** a label of the Encoding Standard */
  readonly encoding: string;
}

/**
 * The text of a file: by its byte order mark, by what its XML declaration or OFX header says, else as UTF-8, and where it is not
 * that, in the code page that the letters speak for. Bytes that are not of the declared encoding are refused with their line.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const marked = encodingByMark(bytes);
  if (marked !== null) return decode(bytes, marked);
  if (bytes.includes(0)) refuse('not-a-statement');
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, DECLARED_WITHIN));
  const declared = declaredEncoding(start);
  if (declared !== null) return decode(bytes, declared);
  const utf8 = decodedOrNull(bytes, 'utf-8');
  if (utf8 !== null) return { text: utf8, encoding: 'utf-8' };
  // XML that declares nothing is UTF-8 by definition.
  if (start.trimStart().startsWith('<?xml')) return decode(bytes, 'utf-8');
  return decode(bytes, likelyCodePage(bytes));
}

function encodingByMark(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  // XML in UTF-16 shows itself by its first sign even without a mark.
  if (first === 0x3c && second === 0) return 'utf-16le';
  return first === 0 && second === 0x3c ? 'utf-16be' : null;
}

function declaredEncoding(start: string): string | null {
  const xml = /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(start)?.[1];
  if (xml !== undefined) return xml.toLowerCase();
  if (!/^\s*OFXHEADER/.test(start)) return null;
  if (/^ENCODING:\s*(?:UTF-?8|UNICODE)\s*$/im.test(start)) return 'utf-8';
  const page = /^CHARSET:\s*(\d{4}|ISO-8859-1)\s*$/im.exec(start)?.[1];
  // 1252 is what a header says that nobody filled in; such a file is UTF-8 as often as not.
  return page === undefined || page === '1252'
    ? null
    : page.startsWith('ISO')
      ? 'windows-1252'
      : `windows-${page}`;
}

function decode(bytes: Uint8Array, encoding: string): DecodedText {
  const text = decodedOrNull(bytes, encoding);
  if (text !== null) return { text, encoding };
  const before = new TextDecoder(encoding).decode(bytes).split('\ufffd', 1)[0] ?? '';
  return refuse('wrong-encoding', { encoding, line: before.split('\n').length });
}

function decodedOrNull(bytes: Uint8Array, encoding: string): string | null {
  const decoder = decoderOf(encoding);
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

function decoderOf(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    return refuse('unknown-encoding', { encoding });
  }
}

/** Cyrillic words are high bytes one after the other; in Western text an accented letter stands alone. */
function likelyCodePage(bytes: Uint8Array): 'windows-1251' | 'windows-1252' {
  let high = 0;
  let besideHigh = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if ((bytes[at] ?? 0) < 0x80) continue;
    high += 1;
    if ((bytes[at - 1] ?? 0) >= 0x80 || (bytes[at + 1] ?? 0) >= 0x80) besideHigh += 1;
  }
  return besideHigh * 2 > high ? 'windows-1251' : 'windows-1252';
}
