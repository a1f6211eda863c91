import { expect, it } from '@jest/globals';
import { readPastedDays, tableOfDays, type PastedDays } from '../../domain/pasted-days.js';

function read(text: string): PastedDays {
  const outcome = readPastedDays(text);
  if (!outcome.ok) throw new Error(outcome.error.code);
  return outcome.value;
}

it.each([
  ['semicolons', '2026-11-26; LVIV; PL; 1200,50; 300'],
  ['tabs', '2026-11-26\tLVIV\tPL\t1200,50\t300'],
])('takes %s for the separator, and leaves the decimal comma where it is', (_, text) => {
  expect(read(text).days).toEqual([
    { line: 1, day: '2026-11-26', office: 'LVIV', geo: 'PL', manager: '', revenue: '1200,50', cost: '300' },
  ]);
});

it('takes commas where there is nothing else', () => {
  expect(read('26.11.2026, LVIV, 1200.50, 300').days).toEqual([
    { line: 1, day: '2026-11-26', office: 'LVIV', geo: '', manager: '', revenue: '1200.50', cost: '300' },
  ]);
});

it('passes over a heading and empty lines, and counts them', () => {
  const { days } = read('дата; офіс; гео; менеджер; дохід; витрати\n\n2026-11-26; LVIV; PL; M-03; 10; 3');
  expect(days).toEqual([
    { line: 3, day: '2026-11-26', office: 'LVIV', geo: 'PL', manager: 'M-03', revenue: '10', cost: '3' },
  ]);
});

it('says of each line that is too short or too long what it found', () => {
  const { days, problems } = read('2026-11-26; LVIV; 1; 2\n2026-11-26; 5; 2\n2026-11-26;A;B;C;D;1;2');
  expect(days.map(({ line }) => line)).toEqual([1]);
  expect(problems).toEqual([
    { line: 2, refusal: { code: 'cells-missing', found: 3, least: 4 } },
    { line: 3, refusal: { code: 'cells-too-many', found: 7, most: 6 } },
  ]);
});

it('refuses nothing, and more than a chat is for', () => {
  expect(readPastedDays(' \n date; office')).toEqual({ ok: false, error: { code: 'nothing-pasted' } });
  const many = Array.from({ length: 201 }, () => '2026-11-26; A; 1; 2').join('\n');
  expect(readPastedDays(many)).toEqual({ ok: false, error: { code: 'too-many-pasted', most: 200 } });
});

it('makes a table that says the same, whatever stands in a cell', () => {
  const { days } = read('2026-11-26; A"B; 1; 2');
  expect(tableOfDays(days)).toBe(
    '"day";"office";"geo";"manager";"revenue";"cost"\r\n"2026-11-26";"A""B";"";"";"1";"2"\r\n',
  );
});
