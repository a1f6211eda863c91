import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvCell, csvLine } from '../csv-cell.js';

describe('A cell of a CSV file', () => {
  it.each(['=1+1', '+1', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '=cmd|"/c calc"!A1'].map((text) => [text]))(
    'is no formula: %j',
    (text) => {
      const cell = csvCell(text === '+1' ? '+1' : text).replace(/^"/, '');
      expect(cell.startsWith("'")).toBe(true);
    },
  );

  it('stays a number, a negative one too', () => {
    expect(['-12.50', '0', '90071992547409.93'].map(csvCell)).toEqual(['-12.50', '0', '90071992547409.93']);
  });

  it('is read back as it was written', () => {
    const text = fc.string().filter((value) => !/^[=+\-@\t\r]/.test(value));
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 5 }), (cells) => {
        expect(parse(csvLine(cells), { bom: false, record_delimiter: '\r\n' })).toEqual([cells]);
      }),
    );
  });
});
