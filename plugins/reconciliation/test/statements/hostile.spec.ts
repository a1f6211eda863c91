import { describe, expect, it } from '@jest/globals';
import { deflateRawSync } from 'node:zlib';
import { guardWorkbook } from '../../../imports/adapters/files/guard-workbook.js';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readContent, readStatements, refusalOf, byHeadings, statementsIn } from './reading.js';
import { camtOf, mt940Of, ofxOf, type Written } from './writing.js';

const one: Written = {
  account: 'NL26VAYB8060476890',
  currency: 'EUR',
  opening: '0.00',
  lines: [{ on: '2026-03-02', amount: '12.34', name: 'ACME', text: 'INV 1', endToEndId: 'E1' }],
};
const entry = /<Ntry>[\s\S]*<\/Ntry>/;

describe('a hostile or broken file ends in a sentence', () => {
  it.each<[string, string | Uint8Array, Record<string, unknown>]>([
    ['nothing', '', { code: 'empty-file' }],
    ['blanks', ' \n\n ', { code: 'empty-file' }],
    [
      'an external entity',
      `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${camtOf(one)}`,
      { code: 'markup-doctype', line: 1 },
    ],
    [
      'a billion laughs',
      camtOf(one).replace('<Document', '\n<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>\n<Document'),
      { code: 'markup-doctype', line: 2 },
    ],
    [
      'a document type within the document',
      camtOf(one).replace('<Ntry>', '<!doctype x><Ntry>'),
      { code: 'markup-doctype' },
    ],
    [
      'a document type in OFX',
      ofxOf(one).replace('<OFX>', '<!DOCTYPE OFX><OFX>'),
      { code: 'markup-doctype' },
    ],
    [
      'a flood of numeric entities',
      camtOf(one).replace('INV 1', '&#65;'.repeat(30_000)),
      { code: 'statement-text-too-long' },
    ],
    [
      'elements without bottom',
      camtOf(one).replace(entry, '<a>'.repeat(100_000)),
      { code: 'markup-too-deep' },
    ],
    [
      'aggregates without bottom',
      ofxOf(one).replace('<STMTTRN>', '<A>'.repeat(100_000)),
      { code: 'markup-too-deep' },
    ],
    ['XML that breaks off in an element', camtOf(one).slice(0, -40), { code: 'markup-cut-off' }],
    [
      'XML that breaks off in a tag',
      camtOf(one).slice(0, camtOf(one).indexOf('<Ntry>') + 3),
      { code: 'markup-cut-off' },
    ],
    ['OFX that breaks off', ofxOf(one).slice(0, -30), { code: 'markup-cut-off' }],
    [
      'MT940 without its closing balance',
      mt940Of(one).split(':62F:')[0] ?? '',
      { code: 'mt940-cut-off', line: 1 },
    ],
    [
      'a movement of MT940 that is none',
      mt940Of(one).replace(':61:', ':61:x'),
      { code: 'mt940-transaction' },
    ],
    [
      'a balance of MT940 that is none',
      mt940Of(one).replace(':60F:C', ':60F:X'),
      { code: 'mt940-balance', tag: '60F' },
    ],
    ['30 February in MT940', mt940Of(one).replace('260302', '260230'), { code: 'mt940-transaction' }],
    ['tags in the wrong order', camtOf(one).replace('</Ntry>', '</Stmt>'), { code: 'markup-broken' }],
    [
      'an amount of CAMT that is none',
      camtOf(one).replace(entry, (text) => text.replace('12.34', '12,34')),
      { code: 'camt-amount', tag: 'Ntry', value: '12,34' },
    ],
    [
      'a side of CAMT that is none',
      camtOf(one).replace(entry, (text) => text.replace('CRDT', 'IN')),
      { code: 'camt-side', value: 'IN' },
    ],
    [
      'a date of CAMT that is none',
      camtOf(one).replace('2026-03-02', '2026-02-30'),
      { code: 'camt-date', value: '2026-02-30' },
    ],
    [
      'an amount of OFX that is none',
      ofxOf(one).replace('12.34', '$12'),
      { code: 'ofx-amount', value: '$12' },
    ],
    ['a currency of OFX that is none', ofxOf(one).replace('EUR', 'XX'), { code: 'ofx-currency' }],
    ['other XML', '<?xml version="1.0"?><html><body/></html>', { code: 'not-a-statement' }],
    ['an HTML page', '<!DOCTYPE html><p>Sign in</p>', { code: 'markup-doctype' }],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), { code: 'not-a-statement' }],
    ['a letter', 'Dear customer,\nyour statement is attached.\n', { code: 'statement-columns' }],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), { code: 'old-excel' }],
    [
      'a workbook that breaks off',
      Buffer.from('PK\u0003\u0004 and no more', 'latin1'),
      { code: 'broken-workbook' },
    ],
    [
      'bytes that are not of the declared encoding',
      Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${camtOf(one)}`.replace('ACME', 'ACMÉ'), 'latin1'),
      { code: 'wrong-encoding', encoding: 'utf-8' },
    ],
    [
      'an encoding that nobody knows',
      `<?xml version="1.0" encoding="klingon"?>${camtOf(one)}`,
      { code: 'unknown-encoding', encoding: 'klingon' },
    ],
    [
      'one line without end in MT940',
      mt940Of(one).replace('INV 1', 'x'.repeat(1_000_000)),
      { code: 'statement-text-too-long' },
    ],
    [
      'a quote that never closes',
      `date,amount,currency\n2026-01-02,"${'x'.repeat(1_200_000)}`,
      { code: 'broken-csv' },
    ],
  ])('%s', async (_what, content, refusal) => {
    expect(await refusalOf(content)).toMatchObject(refusal);
  });

  it('a file that is not there, or a folder', async () => {
    const missing = await readStatements({ path: '/nowhere/at/all', fileName: 'all' }, byHeadings);
    expect(missing).toEqual({ ok: false, error: { code: 'no-such-file', file: '/nowhere/at/all' } });
    const folder = await readStatements({ path: tmpdir(), fileName: 'tmp' }, byHeadings);
    expect(folder).toMatchObject({ ok: false, error: { code: 'no-such-file' } });
  });

  it('a workbook that unpacks to too much, whatever size it declares', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'countinghouse-bomb-'));
    try {
      const path = join(folder, 'bomb.xlsx');
      await writeFile(path, zipOf(deflateRawSync(Buffer.alloc(5_000_000))));
      await expect(guardWorkbook(path, 1024 * 1024)).rejects.toMatchObject({
        refusal: { code: 'workbook-too-large' },
      });
      await expect(guardWorkbook(path)).resolves.toBeUndefined();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('leaves what is escaped as it was meant, and does not expand it twice', async () => {
    const content = camtOf(one).replace(
      'INV 1',
      'A&amp;lt;B &#x26;amp; &#1110; &unknown; <![CDATA[<&amp;>]]>',
    );
    const [statement] = await statementsIn(content);
    expect(statement?.transactions[0]?.text).toBe('A&lt;B &amp; і &unknown; <&amp;>');
  });
});

/** A ZIP of one entry that declares to unpack to one byte. */
function zipOf(packed: Buffer): Buffer {
  const name = Buffer.from('a.xml');
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(1, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(1, 24);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, central, name, end]);
}

describe('the encoding of a file', () => {
  const cyrillic = 'Оплата рахунка № 7';
  const inCp1251 = (text: string): Buffer =>
    Buffer.from(Array.from(text, (sign) => CP1251.get(sign) ?? sign.charCodeAt(0)));
  const CP1251 = new Map(
    Array.from({ length: 128 }, (_, index) => [
      new TextDecoder('windows-1251').decode(Uint8Array.of(index + 128)),
      index + 128,
    ]),
  );

  it.each<[string, Uint8Array]>([
    [
      'CP1251 that an XML declaration names',
      inCp1251(`<?xml version="1.0" encoding="windows-1251"?>${camtOf(one).replace('INV 1', cyrillic)}`),
    ],
    [
      'CP1251 that an OFX header names',
      inCp1251(ofxOf(one).replace('CHARSET:NONE', 'CHARSET:1251').replace('INV 1', cyrillic)),
    ],
    ['CP1251 that its letters betray', inCp1251(mt940Of(one).replace('INV 1', cyrillic))],
    ['CP1251 in a table', inCp1251(`Дата;Сума;Валюта;Призначення\n02.03.2026;12,34;UAH;${cyrillic}\n`)],
    ['UTF-8', Buffer.from(mt940Of(one).replace('INV 1', cyrillic))],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${camtOf(one).replace('INV 1', cyrillic)}`, 'utf16le')],
  ])('%s', async (_what, content) => {
    expect((await statementsIn(content))[0]?.transactions[0]?.text).toBe(cyrillic);
  });

  it('Latin-1 where accented letters stand alone', async () => {
    const content = Buffer.from(mt940Of(one).replace('INV 1', 'Überweisung für März'), 'latin1');
    expect((await statementsIn(content))[0]?.transactions[0]?.text).toBe('Überweisung für März');
  });

  it('is told by the file before its name', async () => {
    expect(await readContent(camtOf(one))).toMatchObject({ ok: true, value: { format: 'camt' } });
    expect(await readContent(`\u0001\r\n${mt940Of(one)}`)).toMatchObject({
      ok: true,
      value: { format: 'mt940' },
    });
  });
});
