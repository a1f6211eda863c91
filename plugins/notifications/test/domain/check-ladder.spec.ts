import { expect, it } from '@jest/globals';
import { refusalOfLadder } from '../../domain/check-ladder.js';
import { EVERYBODY } from '../../domain/ladder.js';
import { usualLadder } from '../../domain/usual-ladder.js';
import { aLadder, aStage } from './some-invoices.js';

const codeOf = (change: Parameters<typeof aLadder>[0]) => refusalOfLadder(aLadder(change))?.code ?? null;

it('finds nothing wrong with the usual ladder, which waits to be switched on', () => {
  expect(refusalOfLadder(usualLadder('Usual'))).toBeNull();
  expect(usualLadder('Usual').active).toBe(false);
});

it('refuses what would say the same twice, or nothing', () => {
  expect(codeOf({ stages: [aStage(), aStage({ wording: 'firm' })] })).toBe('stages-equal');
  expect(codeOf({ stages: [] })).toBe('ladder-without-stages');
  expect(codeOf({ name: ' ' })).toBe('ladder-without-name');
});

it('tells the representative no later than anybody else', () => {
  const manager = aStage({ day: 3, audience: 'manager' });
  expect(codeOf({ stages: [manager] })).toBe('escalation-before-representative');
  expect(codeOf({ stages: [manager, aStage({ day: 4 })] })).toBe('escalation-before-representative');
  expect(codeOf({ stages: [manager, aStage({ day: 3 })] })).toBeNull();
});

it('knows days as far as a ladder reaches', () => {
  expect(codeOf({ stages: [aStage({ day: -61 })] })).toBe('stage-day-out-of-range');
  expect(codeOf({ stages: [aStage({ day: 365 })] })).toBeNull();
  expect(codeOf({ stages: [aStage({ day: 366 })] })).toBe('stage-day-out-of-range');
});

it('knows a least amount in one currency', () => {
  expect(codeOf({ segment: { ...EVERYBODY, atLeast: 1n } })).toBe('least-needs-one-currency');
});
