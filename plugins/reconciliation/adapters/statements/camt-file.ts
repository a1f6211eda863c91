// CAMT over fast-xml-parser: the document is walked once by tags, and only one entry at a time becomes a tree, so that memory
// follows the largest entry and not the file.
import { XMLParser } from 'fast-xml-parser';
import { linesOfEntry } from '../../domain/camt/read-entry.js';
import { ownerOfRecord, statementOfRecord } from '../../domain/camt/read-record.js';
import { nodeAt, type XmlNode } from '../../domain/camt/xml-node.js';
import { DEEPEST, tagsOf, type Tag } from '../../domain/markup.js';
import type { Statement } from '../../domain/statement.js';
import { located, refuse } from '../../domain/statement-refused.js';

const MESSAGES = new Set(['BkToCstmrStmt', 'BkToCstmrAcctRpt', 'BkToCstmrDbtCdtNtfctn']);
const RECORDS = new Set(['Stmt', 'Rpt', 'Ntfctn']);

interface Span {
  readonly from: number;
  readonly to: number;
  readonly line: number;
}

interface RecordSpan extends Span {
  readonly name: string;
  readonly entries: readonly Span[];
}

// Values stay as written: no numbers, no entities; a reader of ours decodes the five that XML has.
const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

export function readCamt(document: string): readonly Statement[] {
  const text = withoutCdata(document);
  const records = recordsOf(text);
  if (records.length === 0) refuse('statement-empty', { format: 'CAMT' });
  return records.map((record) => {
    const head = nodeOf(headOf(text, record), record.name, record.line);
    const owner = ownerOfRecord(head);
    const lines = record.entries.flatMap((entry) => {
      const node = nodeOf(text.slice(entry.from, entry.to), 'Ntry', entry.line);
      return located(entry.line, () => linesOfEntry(node, entry.line, owner));
    });
    return located(record.line, () => statementOfRecord(head, record.line, lines));
  });
}

/** CDATA as escaped text, so that one reading fits both; of a well-formed section alone. */
function withoutCdata(text: string): string {
  if (!text.includes('<![CDATA[') || !text.includes(']]>')) return text;
  const [first = '', ...sections] = text.split('<![CDATA[');
  return sections.reduce((all, section) => {
    const end = section.indexOf(']]>');
    if (end < 0) return `${all}<![CDATA[${section}`;
    const inside = section.slice(0, end).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
    return all + inside + section.slice(end + 3);
  }, first);
}

/** Where the records and their entries stand. Refuses what is not well nested, too deep, or no bank message at all. */
function recordsOf(text: string): readonly RecordSpan[] {
  const open: { readonly name: string; readonly tag: Tag }[] = [];
  const records: RecordSpan[] = [];
  let isMessage = false;
  let entries: Span[] = [];
  for (const tag of tagsOf(text)) {
    const name = tag.name.slice(tag.name.indexOf(':') + 1);
    isMessage ||= MESSAGES.has(name);
    if (tag.kind === 'empty') continue;
    if (tag.kind === 'open') {
      open.push({ name, tag });
      if (open.length > DEEPEST) refuse('markup-too-deep', { line: tag.line, max: DEEPEST });
      continue;
    }
    const opened = open.pop();
    if (opened?.tag.name !== tag.name) refuse('markup-broken', { line: tag.line, tag: `</${tag.name}>` });
    const span = { from: opened.tag.from, to: tag.to, line: opened.tag.line };
    const parent = open.at(-1)?.name ?? '';
    if (name === 'Ntry' && RECORDS.has(parent)) entries.push(span);
    if (RECORDS.has(name) && MESSAGES.has(parent)) {
      records.push({ ...span, name, entries });
      entries = [];
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) refuse('markup-cut-off', { line: unclosed.tag.line });
  if (!isMessage) refuse('not-a-statement');
  return records;
}

/** The record's text without its entries. */
function headOf(text: string, record: RecordSpan): string {
  const pieces: string[] = [];
  let from = record.from;
  for (const entry of record.entries) {
    pieces.push(text.slice(from, entry.from));
    from = entry.to;
  }
  return [...pieces, text.slice(from, record.to)].join('');
}

function nodeOf(xml: string, name: string, line: number): XmlNode {
  try {
    return nodeAt(parser.parse(xml) as XmlNode, name) ?? '';
  } catch {
    // What the parser finds beyond the nesting of tags: an attribute without a value.
    return refuse('markup-broken', { line, tag: xml.slice(0, 40) });
  }
}
