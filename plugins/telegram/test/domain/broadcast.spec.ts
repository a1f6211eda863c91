import { expect, it } from '@jest/globals';
import { EVERYBODY, isAmong, progressOf, secondsFor, textFor } from '../../domain/broadcast.js';

const riga = { officeId: 'riga', geoId: 'north' };

it('gives each reader its own language, else the first there is', () => {
  expect(textFor({ en: 'Hello', uk: 'Вітаю' }, 'uk')).toBe('Вітаю');
  expect(textFor({ en: 'Hello', uk: 'Вітаю' }, 'ru')).toBe('Hello');
  expect(textFor({ ru: 'Привет' }, 'uk')).toBe('Привет');
});

it.each([
  ['everybody', EVERYBODY, true],
  ['its role', { ...EVERYBODY, roles: ['representative' as const] }, true],
  ['another role', { ...EVERYBODY, roles: ['manager' as const] }, false],
  ['its office', { ...EVERYBODY, officeIds: ['riga'] }, true],
  ['its geo, of several', { ...EVERYBODY, officeIds: ['kyiv'], geoIds: ['north'] }, true],
  ['another office', { ...EVERYBODY, officeIds: ['kyiv'] }, false],
])('reaches a representative by %s: %j → %j', (_, audience, expected) => {
  expect(isAmong(audience, 'representative', [riga])).toBe(expected);
});

it('leaves out staff where it is narrowed to places', () => {
  expect(isAmong({ ...EVERYBODY, geoIds: ['north'] }, 'operator', [])).toBe(false);
});

it('reckons with what the bot may send in a second', () => {
  expect([secondsFor(1, 30), secondsFor(30, 30), secondsFor(31, 30), secondsFor(10_000, 30)]).toEqual([
    1, 1, 2, 334,
  ]);
});

it('is done at the end only', () => {
  expect(progressOf(0, 3)).toEqual({ percent: 0, bar: '░░░░░░░░░░' });
  expect(progressOf(999, 1000).percent).toBe(99);
  expect(progressOf(3, 3)).toEqual({ percent: 100, bar: '██████████' });
});
