import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide } from '../../domain/decide/decide.js';
import type { Decision, ToDecide } from '../../domain/decision.js';
import { generate } from '../truth/generate.js';
import { chanceOf } from '../truth/random.js';
import { crowded } from './crowded.js';
import {
  afterLinks,
  expectCandidatesSound,
  expectConserved,
  expectExplained,
  expectFractionsUnlinked,
  expectRulesFollowed,
  expectWhole,
  inOneOrder,
} from './laws.js';

/** Crowds, in which rules get into each other's way, and statements as they come. */
const worlds: fc.Arbitrary<ToDecide> = fc.oneof(
  { weight: 9, arbitrary: crowded },
  { weight: 1, arbitrary: fc.nat().map((seed) => generate({ seed, movements: 60 }).asked) },
);

const forAll = (law: (asked: ToDecide, decision: Decision) => void): void =>
  fc.assert(
    fc.property(worlds, (asked) => law(asked, decide(asked))),
    { numRuns: 150 },
  );

describe('whatever is decided', () => {
  it('every movement is linked, or has suggestions, or is left over', () => forAll(expectWhole));

  it('only rules that may link do, and rules that are off are not heard', () => forAll(expectRulesFollowed));

  it('each candidate says why', () => forAll((_, decision) => expectExplained(decision)));

  it('no candidate gives out more than came, pays more than is owed, or leaves its payer and currency', () =>
    forAll(expectCandidatesSound));

  it('all links together pay no invoice beyond what it owes, and take nothing twice', () =>
    forAll(expectConserved));

  it('an amount with a fraction of a minor unit is never linked', () => forAll(expectFractionsUnlinked));
});

describe('the order of what is given', () => {
  it('does not matter', () => {
    fc.assert(
      fc.property(worlds, fc.nat(), (asked, seed) => {
        expect(inOneOrder(decide(shuffled(asked, seed)))).toEqual(inOneOrder(decide(asked)));
      }),
      { numRuns: 200 },
    );
  });
});

describe('decided again after the links are carried out', () => {
  it('nothing is linked twice or paid beyond what it owes', () =>
    forAll((asked, first) => {
      const second = decide(afterLinks(asked, first));
      expectConserved(asked, { links: [...first.links, ...second.links] });
    }));

  it('the same question has the same answer', () =>
    forAll((asked, first) => expect(decide(asked)).toEqual(first)));
});

describe('text that means nothing', () => {
  it.each([
    ['digits without end', '1234567890'.repeat(400)],
    ['one letter', 'I'.repeat(4_000)],
    ['dashes', '-'.repeat(4_000)],
    ['numbers without end', Array.from({ length: 700 }, (_, count) => `INV-${count}`).join(' ')],
    ['a range over everything', 'INV-1-INV-999999999'],
    ['halves of characters', '\ud83d'.repeat(500)],
    ['other ways of writing', '١٢٣ १२३ 𝟙𝟚𝟛 ①②③ ﷽ \u202e123'],
  ])('%s is read to its end', (_, reference) => {
    const { asked } = generate({ seed: 7, movements: 200 });
    const movements = asked.movements.map((movement) => ({
      ...movement,
      reference,
      counterparty: reference,
      endToEndId: reference,
    }));
    const decision = decide({ ...asked, movements });
    expectWhole({ ...asked, movements }, decision);
    expectConserved(asked, decision);
  });
});

function shuffled(asked: ToDecide, seed: number): ToDecide {
  const { shuffle } = chanceOf(seed);
  return {
    ...asked,
    payers: shuffle(asked.payers).map((payer) => ({
      ...payer,
      aliases: shuffle(payer.aliases),
      accounts: shuffle(payer.accounts),
    })),
    invoices: shuffle(asked.invoices),
    payments: shuffle(asked.payments),
    movements: shuffle(asked.movements),
    treatments: shuffle(asked.treatments),
    ownAccounts: shuffle(asked.ownAccounts),
  };
}
