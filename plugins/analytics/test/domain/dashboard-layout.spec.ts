import { describe, expect, it } from '@jest/globals';
import {
  added,
  isFull,
  moved,
  movedTo,
  readLayout,
  removed,
  resized,
  type Layout,
} from '../../domain/dashboard-layout.js';

const layoutOf = (...widgets: string[]): Layout => widgets.map((widget) => ({ widget, width: 2, height: 2 }));
const names = (layout: Layout): string[] => layout.map(({ widget }) => widget);

describe('the layout of a dashboard', () => {
  const layout = layoutOf('ageing', 'plan', 'figure.sales');

  it('moves a widget by one place, and not beyond the ends', () => {
    expect(names(moved(layout, 'plan', 1))).toEqual(['ageing', 'figure.sales', 'plan']);
    expect(names(moved(layout, 'ageing', -1))).toEqual(names(layout));
    expect(names(moved(layout, 'figure.sales', 1))).toEqual(names(layout));
  });

  it('moves a widget to where it is dropped, and the others make room', () => {
    expect(names(movedTo(layout, 'ageing', 2))).toEqual(['plan', 'figure.sales', 'ageing']);
    expect(names(movedTo(layout, 'figure.sales', 0))).toEqual(['figure.sales', 'ageing', 'plan']);
    expect(movedTo(layout, 'unknown', 0)).toEqual(layout);
  });

  it('keeps sizes within the page', () => {
    expect(resized(layout, 'plan', { width: 9, height: 0 })[1]).toEqual({
      widget: 'plan',
      width: 4,
      height: 1,
    });
  });

  it('takes a widget once, and lets it go', () => {
    expect(added(layout, { widget: 'plan', width: 1, height: 1 })).toEqual(layout);
    expect(names(added(layout, { widget: 'attention', width: 1, height: 1 }))).toContain('attention');
    expect(names(removed(layout, 'plan'))).toEqual(['ageing', 'figure.sales']);
  });

  it('is no longer than can be read', () => {
    const many = layoutOf(...Array.from({ length: 60 }, (_, index) => `figure.m${index}`));
    expect(isFull(readLayout(many))).toBe(true);
    expect(added(readLayout(many), { widget: 'plan', width: 1, height: 1 })).toHaveLength(40);
  });

  it('is read from what was kept, whatever that is', () => {
    expect(readLayout({ ageing: 1 })).toEqual([]);
    expect(
      readLayout([
        { widget: 'ageing', width: '3', height: 2 },
        { widget: 'ageing', width: 1, height: 1 },
        { widget: '<b>', width: 1, height: 1 },
        'plan',
        null,
        { widget: 'plan' },
      ]),
    ).toEqual([
      { widget: 'ageing', width: 3, height: 2 },
      { widget: 'plan', width: 1, height: 1 },
    ]);
  });
});
