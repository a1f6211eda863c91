import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sumOf } from '../../domain/decimal.js';
import type { Statement } from '../../domain/statement.js';
import { absent, byHeadings, haveSamples, readStatements, SAMPLES } from './reading.js';

const samples = (folder: string, ending: string): readonly string[] =>
  haveSamples
    ? readdirSync(join(SAMPLES, folder)).filter((name) => name.endsWith(ending))
    : [`none${ending}`];

async function readSample(folder: string, name: string): Promise<readonly Statement[]> {
  const file = await readStatements({ path: join(SAMPLES, folder, name), fileName: name }, byHeadings);
  if (!file.ok) throw new Error(`${name}: ${JSON.stringify(file.error)}`);
  return file.value.statements;
}

/** What another reader of MT940 found, from its dump: YAML of Python objects, of which four kinds of line are needed. */
interface Dumped {
  readonly amount: string;
  readonly valueOn: string;
  readonly enteredOn: string;
  readonly customerReference: string | null;
  readonly bankReference: string | null;
  readonly name: string | null;
  readonly words: string;
}

function dumpedTransactions(name: string): readonly Dumped[] {
  const yaml = readFileSync(join(SAMPLES, 'mt940', name.replace('.sta', '.yml')), 'utf8');
  const [, ...blocks] = yaml
    .slice(yaml.indexOf('\ntransactions:'))
    .split('!!python/object:mt940.models.Transaction\n');
  return blocks.map((block) => ({
    amount: /^ {4}amount:[\s\S]*?Decimal\s*- '([^']+)'/m.exec(block)?.[1] ?? '',
    valueOn: dayIn(block, 'date'),
    enteredOn: /^ {4}entry_date:/m.test(block) ? dayIn(block, 'entry_date') : dayIn(block, 'date'),
    customerReference: valueIn(block, 'customer_reference'),
    bankReference: valueIn(block, 'bank_reference'),
    name: valueIn(block, 'applicant_name'),
    words: bare(valueIn(block, 'purpose') ?? ''),
  }));
}

/** Year in two bytes, month, day: Python's pickle of a date. */
function dayIn(block: string, field: string): string {
  const packed =
    new RegExp(`^ {4}${field}: [^\\n]*\\n\\s*- !!binary \\|\\n\\s*(\\S+)`, 'm').exec(block)?.[1] ?? '';
  const [high = 0, low = 0, month = 0, day = 0] = Buffer.from(packed, 'base64');
  return `${high * 256 + low}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** A scalar, quoted or not, on as many lines as it takes. */
function valueIn(block: string, field: string): string | null {
  const written = new RegExp(`^ {4}${field}: ((?:[^\\n]*)(?:\\n {6}[^\\n]*)*)`, 'm')
    .exec(block)?.[1]
    ?.replace(/\n {6}/g, ' ');
  if (written === undefined || written === 'null') return null;
  return written.replace(/^(['"])([\s\S]*)\1$/, '$2');
}

const bare = (text: string | null): string => (text ?? '').replace(/\s/g, '');
const sameAmount = (one: string, other: string): boolean =>
  Number(sumOf([one, `-${other}`.replace('--', '')])) === 0;

describe(`MT940 files of banks${absent}`, () => {
  (haveSamples ? it : it.skip).each(samples('mt940', '.sta'))(
    '%s reads to what another reader found',
    async (name) => {
      const lines = (await readSample('mt940', name)).flatMap(({ transactions }) => transactions);
      const dumped = dumpedTransactions(name);
      expect(lines).toHaveLength(dumped.length);
      dumped.forEach((expected, index) => {
        const line = lines[index];
        if (!line) throw new Error('checked above');
        expect(sameAmount(line.amount, expected.amount)).toBe(true);
        expect(line.valueOn).toBe(expected.valueOn);
        expect(line.bookedOn).toBe(expected.enteredOn);
        expect(line.bankReference).toBe(expected.bankReference);
        // Of the payer's references the end-to-end id stands first; where :61: says none, the bank's own stands in.
        const payers = ['NONREF', 'EREF'].includes(expected.customerReference ?? '')
          ? null
          : expected.customerReference;
        if (payers !== null) expect(line.reference).toBe(payers);
        else expect(line.reference).toBe(line.endToEndId ?? line.bankReference);
        if (expected.name !== null) expect(bare(line.counterparty)).toBe(bare(expected.name));
        expect(bare(line.text)).toContain(expected.words);
      });
    },
  );

  (haveSamples ? it : it.skip)('prove their balances, or tell by how much they are off', async () => {
    const differences = async (name: string): Promise<readonly (string | null)[]> =>
      (await readSample('mt940', name)).map(({ difference }) => difference);
    expect(await differences('cmxl-mt940.sta')).toEqual(['0.00', '0.00', '0.00']);
    expect(await differences('mBank-mt940.sta')).toEqual(['0.00']);
    // A sample from which movements were cut.
    expect(await differences('jejik-abnamro.sta')).toEqual(['-2038.00', '-1002.60']);
  });

  (haveSamples ? it : it.skip)('name payers and their accounts in each bank’s own way', async () => {
    const parties = async (name: string): Promise<unknown> =>
      (await readSample('mt940', name)).flatMap(({ transactions }) =>
        transactions.map(({ counterparty, account }) => [counterparty, account]),
      );
    expect(await parties('betterplace-sepa_snippet_broken.sta')).toEqual([
      ['KARL KAUFMANN', 'DE14508800500194785000'],
    ]);
    expect(await parties('jejik-knab.sta')).toEqual([
      [null, null],
      ['PICQER', 'NL65INGB0123456789'],
      ['MMS ONLINE NEDERLAND B.V.', 'NL84INGB0234561789'],
    ]);
    expect(await parties('jejik-rabobank-iban.sta')).toEqual([
      ['CONTRA ACCOUNT HOLDER', 'NL70ABNA0987654321'],
      ['JOHN DOE', 'P001234567'],
      ['CONTRA ACCOUNT HOLDER', 'NL70ABNA0987654321'],
      ['JOHN DOE', 'P001234567'],
    ]);
    expect(new Set(((await parties('mBank-mt940.sta')) as string[][]).flat())).toEqual(
      new Set(['JAN NOWAK', '56114010810000267002001001']),
    );
  });
});

interface DumpedEntry {
  readonly getAmount: { readonly getAmount: string; readonly getCurrency: { readonly getCode: string } };
  readonly getBookingDate: { readonly 0: string };
  readonly getValueDate: { readonly 0: string };
  readonly getAccountServicerReference: string | null;
  readonly getTransactionDetail: {
    readonly getReference: { readonly getEndToEndId: string | null } | null;
    readonly getRelatedParties: readonly { readonly getRelatedPartyType: { readonly getName: string } }[];
    readonly getRemittanceInformation: { readonly getMessage: string } | null;
  };
}

/** A dump tells the last statement's entries; of the others it only says that they are there. */
interface DumpedMessage {
  readonly getEntries: readonly DumpedEntry[];
  readonly getRecords: readonly unknown[];
}

describe(`CAMT files of banks${absent}`, () => {
  const whole = samples('camt', '.xml').filter((name) => !name.includes('.wrong.'));

  (haveSamples ? it : it.skip).each(whole)('%s reads to what another reader found', async (name) => {
    const json = readFileSync(join(SAMPLES, 'camt', name.replace('.xml', '.json')), 'utf8');
    const { getEntries: entries, getRecords } = JSON.parse(json) as DumpedMessage;
    const statements = await readSample('camt', name);
    expect(statements).toHaveLength(getRecords.length);
    const lines = statements.at(-1)?.transactions ?? [];
    expect(lines).toHaveLength(entries.length);
    entries.forEach((entry, index) => {
      const line = lines[index];
      if (!line) throw new Error('checked above');
      const { getReference, getRelatedParties, getRemittanceInformation } = entry.getTransactionDetail;
      expect(Math.round(Number(line.amount) * 100)).toBe(Number(entry.getAmount.getAmount));
      expect(line.currency).toBe(entry.getAmount.getCurrency.getCode);
      expect(line.bookedOn).toBe(entry.getBookingDate[0].slice(0, 10));
      expect(line.valueOn).toBe(entry.getValueDate[0].slice(0, 10));
      expect(line.bankReference).toBe(entry.getAccountServicerReference);
      expect(line.endToEndId).toBe(getReference?.getEndToEndId ?? null);
      expect(getRelatedParties.map((party) => party.getRelatedPartyType.getName)).toContain(
        line.counterparty,
      );
      if (getRemittanceInformation) expect(line.text).toContain(getRemittanceInformation.getMessage);
    });
  });

  (haveSamples ? it : it.skip)('refuse where they hold no statement', async () => {
    const name = 'camt053.v2.wrong.xml';
    const file = await readStatements({ path: join(SAMPLES, 'camt', name), fileName: name }, byHeadings);
    expect(file).toEqual({ ok: false, error: { code: 'statement-empty', format: 'CAMT' } });
  });
});

describe(`OFX files of banks${absent}`, () => {
  const told = async (name: string): Promise<unknown> =>
    (await readSample('ofx', name)).map(({ account, currency, closing, transactions }) => ({
      account,
      currency,
      closing,
      lines: transactions.map(({ bookedOn, amount, reference, counterparty }) =>
        [bookedOn, amount, reference, counterparty].join(' '),
      ),
    }));

  (haveSamples ? it : it.skip)('read in SGML without line breaks', async () => {
    expect(await told('bank_medium.ofx')).toEqual([
      {
        account: '12300000012345678',
        currency: 'CAD',
        closing: '382.34',
        lines: [
          "2009-04-01 -6.60 0000123456782009040100001 MCDONALD'S #112",
          "2009-04-02 -316.67 0000123456782009040200004 Joe's Bald Hairstyles",
          "2009-04-03 -22.00 0000123456782009040300005 CONNIE'S HAIR D",
        ],
      },
    ]);
  });

  (haveSamples ? it : it.skip)('read in SGML a tag a line', async () => {
    expect(await told('checking.ofx')).toEqual([
      {
        account: '1452687~7',
        currency: 'USD',
        closing: '100.99',
        lines: [
          '2011-03-31 0.01 0000486 DIVIDEND EARNED FOR PERIOD OF 03',
          '2011-04-05 -34.51 0000487 AUTOMATIC WITHDRAWAL, ELECTRIC BILL',
          '2011-04-07 -25.00 0000488 RETURNED CHECK FEE, CHECK # 319',
        ],
      },
    ]);
  });

  (haveSamples ? it : it.skip)('read in XML, several accounts in one', async () => {
    expect(await told('multiple_accounts.ofx')).toEqual([
      { account: '9100', currency: 'USD', closing: '111', lines: [] },
      { account: '9200', currency: 'USD', closing: '222', lines: [] },
    ]);
  });

  (haveSamples ? it : it.skip).each([
    ['date_missing.ofx', { code: 'ofx-date-missing', line: 33 }],
    ['decimal_error.ofx', { code: 'ofx-date', line: 34, value: '201120000000' }],
  ])('%s is refused with the line of its transaction', async (name, error) => {
    const file = await readStatements({ path: join(SAMPLES, 'ofx', name), fileName: name }, byHeadings);
    expect(file).toEqual({ ok: false, error });
  });
});
