import { describe, expect, it } from '@jest/globals';
import { fitting, type PaletteEntry } from './palette-entry.js';

const entry = (group: PaletteEntry['group'], label: string, note?: string): PaletteEntry => ({
  id: `${group}:${label}`,
  group,
  label,
  ...(note ? { note } : {}),
});
const ENTRIES = [
  entry('settings', 'Dark', 'Colours'),
  entry('pages', 'Invoices', 'Billing'),
  entry('pages', 'Payments', 'Billing'),
  entry('actions', 'New invoice', 'Invoices'),
  entry('here', 'Record payment', 'R-001'),
];
const labels = (typed: string, more: readonly PaletteEntry[] = []): readonly string[] =>
  fitting([...ENTRIES, ...more], typed).map(({ label }) => label);

describe('the palette', () => {
  it('offers what can be done here first, then actions, then pages, before anything is typed', () => {
    expect(labels('')).toEqual(['Record payment', 'New invoice', 'Invoices', 'Payments']);
  });

  it('puts the group with the best answer first', () => {
    expect(labels('pay')).toEqual(['Payments', 'Record payment']);
    expect(labels('new')).toEqual(['New invoice']);
    expect(labels('dark')).toEqual(['Dark']);
  });

  it('shows the records that the server found behind what begins with the term', () => {
    const found = [entry('records', 'INV-2024-0001', 'Invoices')];
    expect(labels('inv', found)).toEqual(['Invoices', 'New invoice', 'INV-2024-0001']);
    expect(labels('0001', found)).toEqual(['INV-2024-0001']);
  });

  it('looks beside a name only for several words', () => {
    expect(labels('billing')).toEqual([]);
    expect(labels('billing payments')).toEqual(['Payments']);
  });

  it('shows at most seven of a group', () => {
    const many = Array.from({ length: 20 }, (_, index) => entry('records', `Product ${index}`));
    expect(labels('product', many)).toHaveLength(7);
  });
});
