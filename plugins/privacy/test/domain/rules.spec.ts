import { describe, expect, it } from '@jest/globals';
import { knownAs } from '../../domain/known-as.js';
import { daysKept, keptSince, keptUntil } from '../../domain/retention.js';
import { markOf, noAddressOf } from '../../domain/stand-in.js';

const standIn = { name: 'Erased representative 3F2A', address: 'erased@erased.invalid' };

describe('by what somebody is known', () => {
  const known = knownAs(['Quillfeather Ltd', 'quill@planted.test', 'Ann'], standIn);

  it('is taken out of the midst of a text, whatever its case', () => {
    expect(known.takenOutOf('paid by QUILLFEATHER LTD, see quill@planted.test')).toBe(
      'paid by Erased representative 3F2A, see erased@erased.invalid',
    );
  });

  it('is left where it is a part of another word, and where it is too short to be told', () => {
    expect(known.takenOutOf('Quillfeather Ltdx and Ann')).toBe('Quillfeather Ltdx and Ann');
    expect(known.takenOutOf('ann')).toBe('Erased representative 3F2A');
  });

  it('may hold whatever names and addresses hold', () => {
    const odd = ['r-009@demo.test', 'Ann-Marie (North) + Sons', 'A/B [Trade] {EU} ^$|*?\\.'];
    const knownOdd = knownAs(odd, standIn);
    for (const value of odd) {
      const stands = value.includes('@') ? standIn.address : standIn.name;
      expect(knownOdd.takenOutOf(`of ${value} today`)).toBe(`of ${stands} today`);
    }
  });

  it('leaves JSON that it is taken out of JSON', () => {
    const text = JSON.stringify({
      who: 'Quillfeather Ltd',
      inner: JSON.stringify({ to: 'quill@planted.test' }),
    });
    const clean = JSON.parse(known.takenOutOf(text)) as { who: string; inner: string };
    expect(clean.who).toBe(standIn.name);
    expect(JSON.parse(clean.inner)).toEqual({ to: standIn.address });
    expect(known.mentionedIn('{"amount":"12.00"}')).toBe(false);
  });
});

describe('how long a class is kept', () => {
  it('is what somebody set, never shorter than the law asks', () => {
    expect(daysKept({ days: 365 }, null)).toBe(365);
    expect(daysKept({ days: 3653, atLeastDays: 3653 }, { days: 30 })).toBe(3653);
    expect(daysKept({ days: 30 }, { days: null })).toBeNull();
  });

  it('ends to the millisecond', () => {
    expect(keptSince(new Date('2026-11-27T10:00:00.000Z'), 1, 'Europe/Berlin')).toEqual({
      ...{ days: 1, instant: new Date('2026-11-26T10:00:00.000Z'), day: '2026-11-26' },
    });
  });

  it('is counted in days of the zone where a day is a day, and in hours where it is an instant', () => {
    // Clocks in Berlin went forward on 2026-03-29: the day had 23 hours.
    const now = new Date('2026-03-29T22:30:00.000Z');
    expect(keptSince(now, 1, 'Europe/Berlin')).toMatchObject({
      ...{ day: '2026-03-29', instant: new Date('2026-03-28T22:30:00.000Z') },
    });
    expect(keptSince(now, 1, 'America/New_York')).toMatchObject({ day: '2026-03-28' });
    expect(keptSince(now, 1, 'Pacific/Auckland')).toMatchObject({ day: '2026-03-29' });
  });

  it('is said by the day until which something stays', () => {
    expect(keptUntil(new Date('2026-03-01'), 3653)).toBe('2036-03-01');
  });
});

it('tells erased people apart', () => {
  expect(markOf('01a21d91-6688-7000-8ef5-5b4929c75207')).toBe('5207');
  expect(noAddressOf('01a21d91-6688-7000-8ef5-5b4929c75207')).toBe('erased-5b4929c75207@erased.invalid');
});
