import { describe, expect, it } from '@jest/globals';
import { offeredHits, type Hit } from './hits.js';

const hit = (group: string, link: string, note: string | null = null): Hit => ({
  group,
  title: link,
  link,
  note,
});

describe('records in the palette', () => {
  it('stand there once, as whoever says more of them found them', () => {
    const found = [
      hit('Invoices', '/1'),
      hit('Invoices', '/2', 'paid, and long ago'),
      hit('Billing', '/2', 'paid'),
      hit('Billing', '/1', 'issued'),
    ];
    expect(offeredHits(found)).toEqual([
      hit('Billing', '/1', 'issued'),
      hit('Invoices', '/2', 'paid, and long ago'),
    ]);
  });

  it('stay as they were found first where neither says more', () => {
    expect(offeredHits([hit('Invoices', '/1'), hit('Billing', '/1')])).toEqual([hit('Invoices', '/1')]);
  });

  it('are three of a list at most, a record that was found twice counting once', () => {
    const found = [
      ...['/1', '/1', '/2', '/3', '/4'].map((link) => hit('Invoices', link)),
      hit('Offices', '/5'),
    ];
    expect(offeredHits(found).map(({ link }) => link)).toEqual(['/1', '/2', '/3', '/5']);
  });
});
