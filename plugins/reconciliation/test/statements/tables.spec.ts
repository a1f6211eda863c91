import { describe, expect, it } from '@jest/globals';
import exceljs from 'exceljs';
import { refusalOf, statementsIn } from './reading.js';

const mapped = {
  dateFormat: 'detect',
  decimalSign: 'detect',
  encoding: 'utf-8',
  createMissing: false,
} as const;

describe('a statement as a table', () => {
  it('is read by Ukrainian headings, the latest row first, with its balances from the column', async () => {
    const [statement] = await statementsIn(
      'Дата операції;Сума;Валюта;Контрагент;Призначення платежу;Залишок\n' +
        '15.03.2026;-200,50;UAH;ТОВ «Ліс»;Оренда;899,50\n' +
        '14.03.2026;1 000,00;UAH;ФОП Коваль;Рахунок INV-7;1 100,00\n',
    );
    expect(statement).toMatchObject({
      opening: '100.00',
      closing: '899.50',
      balanced: true,
      from: '2026-03-14',
    });
    expect(statement?.transactions[1]).toMatchObject({
      bookedOn: '2026-03-14',
      amount: '1000.00',
      counterparty: 'ФОП Коваль',
      text: 'Рахунок INV-7',
      reference: null,
    });
  });

  it('is off where a row is missing', async () => {
    const [statement] = await statementsIn(
      'Date,Amount,Currency,Balance\n2026-03-01,10.00,EUR,10.00\n2026-03-02,5.00,EUR,20.00\n',
    );
    expect(statement).toMatchObject({ balanced: false, difference: '5.00' });
  });

  it('has debit and credit apart, whichever sign the debit has', async () => {
    const [statement] = await statementsIn(
      'Дата;Дебет;Кредит;Валюта\n31.03.2026;10,00;;EUR\n31.03.2026;-5,00;;EUR\n31.03.2026;;7,25;EUR\n',
    );
    expect(statement?.transactions.map(({ amount }) => amount)).toEqual(['-10.00', '-5.00', '7.25']);
  });

  it('has unsigned amounts with a side beside them', async () => {
    const [statement] = await statementsIn(
      'Date,Amount,D/C,Currency\n2026-03-31,10.00,D,EUR\n2026-03-31,4.00,C,EUR\n',
    );
    expect(statement?.transactions.map(({ amount }) => amount)).toEqual(['-10.00', '4.00']);
  });

  it('is one statement per currency of a gateway', async () => {
    const statements = await statementsIn(
      'Date,Net,Currency\n2026-03-31,10.00,EUR\n2026-03-31,4.00,USD\n2026-03-31,1.00,EUR\n',
    );
    expect(statements.map(({ currency, transactions }) => [currency, transactions.length])).toEqual([
      ['EUR', 2],
      ['USD', 1],
    ]);
  });

  it('is read by a mapping where its headings say nothing, in minor units if it is told so', async () => {
    const mapping = {
      ...mapped,
      columns: { date: 'when', amount: 'cents' },
      amountUnit: 'minor',
      currency: 'EUR',
    } as const;
    const [statement] = await statementsIn('when,cents\n2026-03-31,-1234\n', { mapping });
    expect(statement?.transactions[0]).toMatchObject({ amount: '-12.34', currency: 'EUR' });
  });

  it('takes the currency and the format of dates from whoever reads it', async () => {
    const [statement] = await statementsIn('Date,Amount\n03/04/2026,1.00\n', {
      mapping: null,
      currency: 'EUR',
      dateFormat: 'mdy',
    });
    expect(statement).toMatchObject({ currency: 'EUR', from: '2026-03-04' });
  });

  it('is read from the first sheet of a workbook', async () => {
    const workbook = new exceljs.Workbook();
    workbook.addWorksheet('March').addRows([
      ['Date', 'Amount', 'Currency', 'Payer'],
      [new Date('2026-03-31T00:00:00Z'), 12.34, 'EUR', 'ACME'],
    ]);
    const bytes = new Uint8Array(await workbook.xlsx.writeBuffer());
    const [statement] = await statementsIn(bytes);
    expect(statement?.transactions[0]).toMatchObject({
      bookedOn: '2026-03-31',
      amount: '12.34',
      counterparty: 'ACME',
    });
  });

  it.each([
    [
      'Date,Amount,Currency\n03/04/2026,1.00,EUR\n',
      { code: 'date-format-ambiguous', heading: 'Date', candidates: 'dmy, mdy' },
    ],
    [
      'Date,Amount,Currency\n2026-03-31,ten,EUR\n',
      { code: 'statement-cell', line: 2, heading: 'Amount', value: 'ten' },
    ],
    ['Date,Amount,Currency\n2026-03-31,,EUR\n', { code: 'statement-no-amount', line: 2 }],
    ['Date,Amount,Currency\n,1.00,EUR\n', { code: 'statement-no-date', line: 2 }],
    ['Date,Amount\n2026-03-31,1.00\n', { code: 'statement-no-currency', line: 2 }],
    ['Date,Amount,Currency\n2026-03-31,1.00,XYZ\n', { code: 'statement-currency', line: 2, value: 'XYZ' }],
    [
      'Date,Amount,Currency\n2026-03-31,1,00,EUR\n',
      { code: 'too-many-cells', line: 2, found: 4, expected: 3 },
    ],
    ['Colour,Weight\nred,1\n', { code: 'statement-columns', found: 'Colour, Weight' }],
    ['Date,Amount,Currency\n', { code: 'empty-file' }],
  ])('%j is refused with the place', async (content, refusal) => {
    expect(await refusalOf(content)).toMatchObject(refusal);
  });
});
