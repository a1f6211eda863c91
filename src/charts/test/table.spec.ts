import { describe, expect, it } from '@jest/globals';
import { csvOf } from '../csv.js';
import { summaryOf } from '../summary.js';
import { tableOf } from '../table.js';
import { aChart } from './some-charts.js';

const marked = aChart({
  categories: ['Week 1', 'Week 2'],
  categoryTitle: 'Week',
  series: [
    { name: 'Sales', values: [1.5, null], texts: ['1.50', null] },
    { name: 'Expected', values: [null, 2.25], expected: true },
  ],
  bands: [{ name: '80 %', lower: [null, -1], upper: [null, 4] }],
  marks: [{ series: 0, index: 0, label: 'Drop' }],
  links: ['/admin/a', null],
});

describe('a chart as a table', () => {
  it('has every figure: of each series, of both edges of a band, and what is pointed at', () => {
    expect(tableOf(marked)).toEqual({
      heading: ['Week', 'Sales', 'Expected', '80 % ≥', '80 % ≤'],
      rows: [
        { category: 'Week 1', cells: ['1.50', null, null, null], link: '/admin/a', notes: ['Drop'] },
        { category: 'Week 2', cells: [null, '2.25', '-1', '4'], link: null, notes: [] },
      ],
    });
  });

  it('is a CSV that a spreadsheet reads as UTF-8', () => {
    expect(csvOf(marked, 'Note')).toBe(
      '\uFEFFWeek,Sales,Expected,80 % ≥,80 % ≤,Note\r\nWeek 1,1.50,,,,Drop\r\nWeek 2,,2.25,-1,4,\r\n',
    );
  });

  it('brings no formula into a spreadsheet', () => {
    const csv = csvOf(aChart({ categories: ['=1+1'], series: [{ name: '@SUM(A1)', values: [-3] }] }), 'Note');
    expect(csv).toBe("\uFEFFMonth,'@SUM(A1)\r\n'=1+1,-3\r\n");
  });
});

describe('a chart in a glance', () => {
  it('tells each line’s ends and extremes, the earliest of equals', () => {
    const chart = aChart({
      categories: ['a', 'b', 'c', 'd'],
      series: [{ name: 'Sales', values: [null, 5, 9, 5] }],
    });
    expect(summaryOf(chart)).toEqual([
      {
        name: 'Sales',
        first: { category: 'b', decimal: '5' },
        last: { category: 'd', decimal: '5' },
        least: { category: 'b', decimal: '5' },
        most: { category: 'c', decimal: '9' },
      },
    ]);
  });

  it('is silent of a line without figures', () => {
    expect(summaryOf(aChart({ series: [{ name: 'Sales', values: [null, null, null] }] }))).toEqual([]);
  });
});
