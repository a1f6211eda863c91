import { beforeAll, describe, expect, it } from '@jest/globals';
import { decide } from '../../domain/decide/decide.js';
import { generate } from './generate.js';
import { measure, precision, recall, tableOf, together, total, type Figures } from './measure.js';

const SEEDS = [1, 2];
const MOVEMENTS = 5_000;

/** Links of which the truth is that there is none, or another. */
const wrong = ({ linked, linkedRight }: Figures): number => linked - linkedRight;

let kinds: readonly Figures[];
beforeAll(() => {
  const found = SEEDS.map((seed) => {
    const world = generate({ seed, movements: MOVEMENTS });
    return measure(decide(world.asked), world).kinds;
  });
  kinds = together(found);
  process.stdout.write(`${tableOf(kinds)}\n`);
});

describe('held against what is true, because it was made so', () => {
  it('999 of 1,000 links are right', () => {
    expect(precision(total(kinds))).toBeGreaterThanOrEqual(0.999);
  });

  it('95 of 100 that can be decided are linked, or suggested first', () => {
    expect(recall(total(kinds))).toBeGreaterThanOrEqual(0.95);
  });

  it('nothing is linked where two answers are equally good', () => {
    const ties = kinds.filter(({ isTie }) => isTie);
    expect(ties.length).toBeGreaterThan(0);
    expect(ties.filter(({ linked }) => linked > 0)).toEqual([]);
  });

  it.each([
    'currency mismatch',
    'fraction of a minor unit',
    'noise',
    'unknown payer, amount of somebody',
    'prepayment',
  ])('nothing is linked: %s', (kind) => {
    const found = kinds.filter((each) => each.kind === kind);
    expect(found.length).toBeGreaterThan(0);
    expect(found.map(({ linked }) => linked)).toEqual(found.map(() => 0));
  });

  it('what is clean is linked', () => {
    const clean = total(kinds.filter(({ kind }) => kind === 'clean'));
    expect(wrong(clean)).toBe(0);
    expect(clean.linkedRight / clean.movements).toBeGreaterThanOrEqual(0.98);
  });
});
