import { expect, it } from '@jest/globals';
import { ranked, type Standing } from '../../domain/league.js';

const office = (name: string, profit: string, percent: string | null = null): Standing => ({
  ...{ id: name, name, profit, percent },
});
const ranksOf = (...offices: readonly Standing[]) =>
  ranked(offices).map(({ rank, name }) => `${rank} ${name}`);

it('ranks by the plan first, then by profit', () => {
  expect(
    ranksOf(office('Lviv', '900.00'), office('Riga', '10.00', '80.0'), office('Kyiv', '5.00', '110.5')),
  ).toEqual(['1 Kyiv', '2 Riga', '3 Lviv']);
});

it('gives equals one rank, in the order of their names', () => {
  expect(
    ranksOf(office('Riga', '7.00'), office('Kyiv', '7.00'), office('Lviv', '-1.00'), office('Odesa', '9.00')),
  ).toEqual(['1 Odesa', '2 Kyiv', '2 Riga', '4 Lviv']);
});
