import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { copiesToRemove, type KeepRule, type KeptCopy } from '../../domain/retention.js';

const HOUR_MS = 3_600_000;

function made(at: string, isProven = true): KeptCopy {
  return { id: at, madeAt: new Date(at), isProven };
}

function removed(copies: readonly KeptCopy[], rule: Partial<KeepRule>, zone = 'Europe/Kyiv'): string[] {
  const all = { last: 0, daily: 0, weekly: 0, monthly: 0, ...rule };
  return copiesToRemove(copies, all, zone).map(({ id }) => id);
}

describe('which copies of backups are kept', () => {
  const nights = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-09', '2026-03-10'].map((day) =>
    made(`${day}T01:00:00Z`),
  );

  it('the newest few, however they lie in time', () => {
    expect(removed(nights, { last: 2 })).toEqual([
      '2026-03-03T01:00:00Z',
      '2026-03-02T01:00:00Z',
      '2026-03-01T01:00:00Z',
    ]);
  });

  it('the newest of a day, of a week from Monday, of a month', () => {
    const twice = [made('2026-03-10T05:00:00Z'), ...nights];
    expect(removed(twice, { daily: 2 })).toEqual([
      '2026-03-10T01:00:00Z',
      '2026-03-03T01:00:00Z',
      '2026-03-02T01:00:00Z',
      '2026-03-01T01:00:00Z',
    ]);
    expect(removed(nights, { weekly: 3 })).toEqual(['2026-03-09T01:00:00Z', '2026-03-02T01:00:00Z']);
    expect(removed([...nights, made('2026-02-28T01:00:00Z')], { monthly: 2 })).toEqual([
      '2026-03-09T01:00:00Z',
      '2026-03-03T01:00:00Z',
      '2026-03-02T01:00:00Z',
      '2026-03-01T01:00:00Z',
    ]);
  });

  it('a day is one of the zone, also when clocks change', () => {
    // 22:30 UTC of March 28 is the 29th in Kyiv already; on that day clocks go forward.
    const copies = [made('2026-03-28T22:30:00Z'), made('2026-03-29T20:30:00Z'), made('2026-03-29T21:30:00Z')];
    expect(removed(copies, { daily: 2 })).toEqual(['2026-03-28T22:30:00Z']);
    expect(removed(copies, { daily: 2 }, 'UTC')).toEqual(['2026-03-29T20:30:00Z']);
  });

  it('one that is not proven takes no other’s turn: it stays while it is new, and goes when a newer one is proven', () => {
    const copies = [
      made('2026-03-01T01:00:00Z'),
      made('2026-03-02T01:00:00Z', false),
      made('2026-03-03T01:00:00Z'),
    ];
    expect(removed(copies, { last: 1 })).toEqual(['2026-03-02T01:00:00Z', '2026-03-01T01:00:00Z']);
    expect(removed(copies.slice(0, 2), { last: 1 })).toEqual([]);
  });

  const copies = fc.uniqueArray(
    fc.record({ hours: fc.nat({ max: 24 * 800 }), isProven: fc.boolean() }).map(({ hours, isProven }) => ({
      id: String(hours),
      madeAt: new Date(Date.UTC(2024, 0, 1) + hours * HOUR_MS),
      isProven,
    })),
    { selector: ({ id }) => id, maxLength: 60 },
  );
  const few = fc.nat({ max: 12 });
  const rules = fc.record({ last: few, daily: few, weekly: few, monthly: few });
  const zones = fc.constantFrom('Europe/Kyiv', 'UTC', 'America/New_York', 'Pacific/Auckland');

  it('the newest proven one never goes, and nothing goes while none is proven', () => {
    fc.assert(
      fc.property(copies, rules, zones, (all, rule, zone) => {
        const gone = copiesToRemove(all, rule, zone);
        const proven = all.filter(({ isProven }) => isProven);
        const newest = Math.max(...proven.map(({ madeAt }) => madeAt.getTime()));
        if (proven.length === 0) expect(gone).toEqual([]);
        expect(gone.some(({ madeAt }) => madeAt.getTime() >= newest)).toBe(false);
      }),
    );
  });

  it('what was kept is kept when it is looked at again, and a wider rule keeps no less', () => {
    fc.assert(
      fc.property(copies, rules, zones, (all, rule, zone) => {
        const gone = new Set(copiesToRemove(all, rule, zone));
        const left = all.filter((copy) => !gone.has(copy));
        expect(copiesToRemove(left, rule, zone)).toEqual([]);
        const wider = { ...rule, daily: rule.daily + 1, last: rule.last + 1 };
        for (const copy of copiesToRemove(all, wider, zone)) expect(gone.has(copy)).toBe(true);
      }),
    );
  });

  it('as many of the proven stay as the rule names at least, and no more than it adds up to', () => {
    fc.assert(
      fc.property(copies, rules, zones, (all, rule, zone) => {
        const gone = new Set(copiesToRemove(all, rule, zone));
        const proven = all.filter(({ isProven }) => isProven);
        const left = proven.filter((copy) => !gone.has(copy)).length;
        const sum = rule.last + rule.daily + rule.weekly + rule.monthly;
        expect(left).toBeGreaterThanOrEqual(Math.min(proven.length, Math.max(1, rule.last)));
        expect(left).toBeLessThanOrEqual(Math.max(1, sum));
      }),
    );
  });
});
