import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtInPlugins } from '../../../index.js';
import { runCommandLine } from '../../../../src/host/cli/run-command-line.js';

interface Answer {
  readonly links: readonly { readonly trace: readonly { readonly text: string }[] }[];
}

const file = {
  representatives: [
    { id: 'acme', name: 'ТОВ «Акме»' },
    {
      id: 'polar',
      name: 'Polar Media Ltd',
      aliases: ['PM Treasury'],
      accounts: ['DE89 3704 0044 0532 0130 00'],
    },
  ],
  invoices: [
    {
      ...{
        id: 'i1',
        number: 'INV-2026-0007',
        representativeId: 'acme',
        issuedOn: '2026-09-01',
        dueOn: '2026-09-15',
      },
      ...{ currency: 'EUR', outstanding: '120.50' },
    },
    {
      ...{
        id: 'i2',
        number: 'INV-2026-0008',
        representativeId: 'polar',
        issuedOn: '2026-09-01',
        dueOn: '2026-09-15',
      },
      ...{ currency: 'JPY', outstanding: '5000' },
    },
  ],
  transactions: [
    {
      ...{ id: 't1', bookedOn: '2026-09-10', amount: '120.50', currency: 'EUR' },
      ...{ counterparty: 'AKME LLC', reference: 'Invoice INV 2026 0007', truth: 'i1' },
    },
    { id: 't2', bookedOn: '2026-09-11', amount: '5000', currency: 'JPY', account: 'DE89370400440532013000' },
    {
      id: 't3',
      bookedOn: '2026-09-12',
      amount: '-3.10',
      currency: 'EUR',
      counterparty: null,
      reference: 'fee',
    },
  ],
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'house-decide-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function decided(
  content: unknown,
  ...options: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly error: string }> {
  const path = join(folder, 'asked.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  const said = { out: '', error: '' };
  const code = await runCommandLine(
    {
      words: ['reconcile', 'decide', path, ...options],
      // There is no database: nothing of it is asked.
      environment: { DATABASE_URL: `file:${join(folder, 'absent', 'house.db')}`, LANG: 'en_US.UTF-8' },
      out: (text) => (said.out += text),
      error: (text) => (said.error += text),
    },
    builtInPlugins,
  );
  return { code, ...said };
}

describe('reconcile decide', () => {
  it('prints links, suggestions and leftovers in decimals, with why', async () => {
    const { code, out } = await decided(file, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      links: [
        {
          transactionId: 't1',
          rule: 'invoice-number',
          representativeId: 'acme',
          allocations: [{ invoiceId: 'i1', amount: '120.50' }],
          trace: expect.arrayContaining([
            {
              ...{ code: 'amount-exact', speaks: 'for', amount: '120.50', currency: 'EUR' },
              text: '120.50 EUR is exactly what is to pay.',
            },
          ]),
        },
        {
          transactionId: 't2',
          rule: 'known-payer-exact',
          representativeId: 'polar',
          allocations: [{ invoiceId: 'i2', amount: '5000' }],
          trace: expect.any(Array),
        },
      ],
      suggestions: [],
      leftovers: [{ transactionId: 't3', reason: expect.any(String) }],
    });
  });

  it('says why in the language of the reader', async () => {
    const { out } = await decided(file, '--json', '--language', 'ru');
    const [link] = (JSON.parse(out) as Answer).links;
    for (const { text } of link!.trace) expect(text).toMatch(/[а-я]{3}/);
  });

  it('counts without --json', async () => {
    const { out } = await decided(file);
    expect(out).toBe('2 transactions linked\n0 transactions with suggestions\n1 transaction left over');
  });

  it('keeps to what the policy changes, and to its defaults besides', async () => {
    const { out } = await decided({ ...file, policy: { rules: { 'invoice-number': 'suggest' } } }, '--json');
    expect(JSON.parse(out)).toMatchObject({
      links: [{ transactionId: 't2' }],
      suggestions: [{ transactionId: 't1', candidates: [{ rule: 'invoice-number' }] }],
    });
  });

  it('knows recorded payments, accounts of ours and confirmed treatments', async () => {
    const { out } = await decided(
      {
        representatives: file.representatives,
        invoices: [],
        payments: [
          { id: 'p1', representativeId: 'polar', receivedOn: '2026-09-10', currency: 'JPY', amount: '5000' },
        ],
        transactions: [
          ...file.transactions.slice(1),
          {
            id: 'out',
            bookedOn: '2026-09-12',
            amount: '-40.00',
            currency: 'EUR',
            ownAccount: 'UA 1',
            account: 'UA2',
          },
          {
            id: 'in',
            bookedOn: '2026-09-12',
            amount: '40.00',
            currency: 'EUR',
            ownAccount: 'UA2',
            account: 'UA1',
          },
        ],
        treatments: [
          { id: 'r1', matches: 'text', value: 'fee', treat: { as: 'write-off', account: 'bank-charges' } },
        ],
        ownAccounts: ['UA 1', 'UA 2'],
      },
      '--json',
    );
    expect((JSON.parse(out) as Answer).links).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ transactionId: 't2', paymentId: 'p1' }),
        expect.objectContaining({ transactionId: 'out', counterTransactionId: 'in' }),
        expect.objectContaining({
          transactionId: 't3',
          treatment: { as: 'write-off', account: 'bank-charges' },
        }),
      ]),
    );
  });

  it('takes what is paid already for not open', async () => {
    const paid = file.invoices.map((invoice) => ({ ...invoice, outstanding: '0' }));
    const { code, out } = await decided({ ...file, invoices: paid }, '--json');
    expect([code, (JSON.parse(out) as Answer).links]).toEqual([0, []]);
  });

  it('does not link an amount that the bank gives more exactly than the currency is counted', async () => {
    const [first, ...rest] = file.transactions;
    const { out } = await decided(
      { ...file, transactions: [{ ...first, amount: '120.50049' }, ...rest] },
      '--json',
    );
    expect(JSON.parse(out)).toMatchObject({ links: [{ transactionId: 't2' }] });
  });
});

describe('what cannot be read is refused with where it stands and what to do', () => {
  const changed = (list: 'invoices' | 'transactions', change: object): object => ({
    ...file,
    [list]: [file[list][0], { ...file[list][1], ...change }],
  });

  it.each([
    [
      'a comma that is missing',
      '{ "invoices": []\n "x": 1 }',
      'The file is not JSON: something is wrong at line 2, column 2. Check for a missing comma, bracket or quotation mark there.',
    ],
    [
      'an empty file',
      '',
      'The file is not JSON. Check it for a comma, bracket or quotation mark that is missing or too many.',
    ],
    [
      'a list',
      [],
      '“{ }” does not fit: Invalid input: expected object, received array. Mend it there and decide again.',
    ],
    [
      'no invoices',
      { ...file, invoices: undefined },
      '“invoices” does not fit: Invalid input: expected array, received undefined. Mend it there and decide again.',
    ],
    [
      'an amount as a number',
      changed('invoices', { outstanding: 12.34 }),
      '“invoices[1].outstanding” does not fit: Invalid input: expected string, received number. Mend it there and decide again.',
    ],
    [
      'an amount below zero',
      changed('invoices', { outstanding: '-5' }),
      '“invoices[1].outstanding” is “-5”, which is below zero. Leave out what is not owed.',
    ],
    [
      'a comma for a point',
      changed('invoices', { outstanding: '1,5' }),
      '“invoices[1].outstanding” is “1,5”, which is not an amount. Write it as text with a point: “12.34”.',
    ],
    [
      'decimals of a currency without',
      changed('invoices', { outstanding: '1.5' }),
      '“invoices[1].outstanding” is “1.5”, which has more decimals than JPY has. Write it with 0 at most.',
    ],
    [
      'one id twice',
      changed('invoices', { id: 'i1' }),
      '“invoices[1].id” is “i1”, which “invoices[0].id” is already. Give each its own.',
    ],
    [
      'a representative that is not there',
      changed('invoices', { representativeId: 'x' }),
      '“invoices[1].representativeId” is “x”, which none of the representatives is. Add that representative, or mend the id.',
    ],
    [
      'a day that does not exist',
      changed('invoices', { issuedOn: '2026-02-30' }),
      '“invoices[1].issuedOn” is “2026-02-30”, which is not a day of the calendar. Write it as YYYY-MM-DD.',
    ],
    [
      'a currency in small letters',
      changed('transactions', { currency: 'eur' }),
      '“transactions[1].currency” is “eur”, which is not a currency of ISO 4217. Write its three capital letters, such as EUR.',
    ],
    [
      'an amount that nobody has',
      changed('transactions', { amount: '9'.repeat(30) }),
      `“transactions[1].amount” is “${'9'.repeat(30)}”, which is not an amount. Write it as text with a point: “12.34”.`,
    ],
    [
      'a policy that does not exist',
      { ...file, policy: { dayEarly: 3 } },
      '“policy” does not fit: Unrecognized key: "dayEarly". Mend it there and decide again.',
    ],
    [
      'charges in words',
      { ...file, policy: { chargesUpTo: 'much' } },
      '“policy.chargesUpTo” is “much”, which is not an amount. Write it as text with a point: “12.34”.',
    ],
  ])('%s', async (_, content, sentence) => {
    expect(await decided(content)).toEqual({ code: 1, out: '', error: sentence });
  });

  it('a file that is not there', async () => {
    const said: string[] = [];
    const code = await runCommandLine(
      {
        words: ['reconcile', 'decide', join(folder, 'nowhere.json'), '--language', 'uk'],
        environment: { DATABASE_URL: `file:${join(folder, 'absent', 'house.db')}` },
        out: (text) => said.push(text),
        error: (text) => said.push(text),
      },
      builtInPlugins,
    );
    expect([code, ...said]).toEqual([
      1,
      `Немає файлу «${join(folder, 'nowhere.json')}», який можна прочитати. Перевірте шлях до нього.`,
    ]);
  });
});
