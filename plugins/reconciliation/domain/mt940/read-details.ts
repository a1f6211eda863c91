// The :86: of a movement, in the ways in which banks fill it: coded subfields (?20 … ?33, the German and Polish banks' way),
// /EREF/-style codes (the Dutch banks' way), EREF+ tags inside of either (SEPA in Germany), or free text.
import { joinedText, plainAccount, plainReference, plainText } from '../statement-text.js';

export interface Details {
  readonly endToEndId: string | null;
  readonly counterparty: string | null;
  readonly account: string | null;
  readonly text: string | null;
}

/** A line of :86: holds 65 signs: one that is full goes on in the next, be it in the middle of a word. */
const LINE = 65;
/** Subfields hold 27 signs; a blank or two at the end of one may be lost on the way. */
const FULL_SUBFIELD = 25;

const CODED = /^\s*\d{3}\s?([?~^<|§#])(?=\d\d)/;
const SLASHED = /^\s*\/[A-Z]{2,4}\//;
const SLASH_CODES =
  /\/(ACCW|ADDR|BENM|BIC|BUSP|CHGS|CNTP|CREF|CSID|EREF|EXCH|IBAN|INIT|IREF|ISDT|MARF|NAME|NRTX|OCMT|ORDP|PREF|PURP|REMI|RTRN|SVCL|TRCD|TRTP|ULTB|ULTC|ULTD)(?=\/)/;
const SEPA_TAGS =
  /(?:^|\s)(ABWA|ABWE|ANAM|BIC|COAM|CRED|DEBT|EREF|IBAN|KREF|MREF|OAMT|PURP|RREF|SVWZ)(?:\+|:\s)/;
const SAYS_ROLE_ONLY = new Set([
  'BENM',
  'ORDP',
  'ISDT',
  'BIC',
  'TRTP',
  'EREF',
  'NAME',
  'IBAN',
  'CNTP',
  'REMI',
]);

export function readDetails(lines: readonly string[]): Details {
  const glued = lines.join('');
  const separator = CODED.exec(glued)?.[1];
  if (separator !== undefined) return codedDetails(glued, separator);
  if (SLASHED.test(glued)) return slashedDetails(glued);
  return freeDetails(lines);
}

function codedDetails(glued: string, separator: string): Details {
  const [, ...parts] = glued.split(new RegExp(`\\${separator}(\\d\\d)`));
  const subfields = new Map<string, string>();
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const code = parts[at] ?? '';
    subfields.set(code, `${subfields.get(code) ?? ''}${parts[at + 1] ?? ''}`);
  }
  const ofRange = (from: number, to: number): string[] =>
    [...subfields].filter(([code]) => Number(code) >= from && Number(code) <= to).map(([, value]) => value);
  const said = sepaDetails(goneOn([...ofRange(20, 29), ...ofRange(60, 63)]));
  return {
    endToEndId: said.endToEndId,
    counterparty: plainText(goneOn(ofRange(32, 33))) ?? said.counterparty,
    account: plainAccount(subfields.get('38')) ?? plainAccount(subfields.get('31')) ?? said.account,
    text: joinedText([subfields.get('00'), said.text]),
  };
}

/** Subfields as one text: a full one goes on in the next without a blank, unless that begins with a tag of its own. */
function goneOn(subfields: readonly string[]): string {
  let text = '';
  let wasFull = true;
  for (const subfield of subfields) {
    text += wasFull && !SEPA_TAGS.test(subfield) ? subfield : ` ${subfield}`;
    wasFull = subfield.length >= FULL_SUBFIELD;
  }
  return text;
}

function slashedDetails(glued: string): Details {
  const [lead = '', ...parts] = glued.split(SLASH_CODES);
  const values = new Map<string, string>();
  const rest: string[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const code = parts[at] ?? '';
    const value = (parts[at + 1] ?? '').replace(/^\/+|\/+$/g, '');
    if (value === '') continue;
    if (!values.has(code)) values.set(code, value);
    if (!SAYS_ROLE_ONLY.has(code)) rest.push(`${code} ${value}`);
  }
  const [iban, , name] = (values.get('CNTP') ?? '').split('/');
  const remittance = values
    .get('REMI')
    ?.replace(/^USTD\/+/, '')
    .replace(/^STRD\/(?:[A-Z]{3}\/)?/, '');
  return {
    endToEndId: plainReference(values.get('EREF')),
    counterparty: plainText(values.get('NAME')) ?? plainText(name),
    account: plainAccount(values.get('IBAN')) ?? plainAccount(iban),
    text: joinedText([lead, remittance, ...rest]),
  };
}

/** What the tags of SEPA say within a text; without any, all of it is the text. */
function sepaDetails(text: string): Details {
  const [lead = '', ...parts] = text.split(SEPA_TAGS);
  const values = new Map<string, string>();
  const rest: string[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const tag = parts[at] ?? '';
    const value = parts[at + 1] ?? '';
    values.set(tag, value);
    if (!['EREF', 'SVWZ', 'IBAN', 'BIC', 'ANAM'].includes(tag) && value.trim() !== '')
      rest.push(`${tag}+${value}`);
  }
  return {
    endToEndId: plainReference(values.get('EREF')),
    counterparty: plainText(values.get('ANAM')),
    account: plainAccount(values.get('IBAN')),
    text: joinedText([lead, values.get('SVWZ'), ...rest]),
  };
}

/** Knab: "REK: NL65INGB0123456789/NAAM: PICQER" */
const DUTCH = /REK: ?([A-Z]{2}\d{2}[A-Z0-9]{8,30})\/NAAM: ?(.{1,70})/;
/** mBank: "Z RACH.: 5611…; OD: JAN NOWAK  ULICA …;", the address on a line or behind two blanks */
const POLISH_ACCOUNT = /\b(?:Z|NA) RACH\.: ?\s*([A-Z]{0,2}\d{10,32})/;
const POLISH_NAME = /; (?:OD|DLA): ?([^;\n]{1,70}?)(?: {2,}|;|\n|$)/;

function freeDetails(lines: readonly string[]): Details {
  const text = lines.reduce((all, line, index) => {
    const wasFull = index > 0 && (lines[index - 1]?.length ?? 0) >= LINE;
    return index === 0 || wasFull ? all + line : `${all} ${line}`;
  }, '');
  const said = sepaDetails(text);
  const dutch = DUTCH.exec(text);
  const written = lines.join('\n');
  return {
    endToEndId: said.endToEndId,
    counterparty: said.counterparty ?? plainText(dutch?.[2] ?? POLISH_NAME.exec(written)?.[1]),
    account: said.account ?? plainAccount(dutch?.[1] ?? POLISH_ACCOUNT.exec(written)?.[1]),
    text: said.text,
  };
}
