import { describe, expect, it } from '@jest/globals';
import { decompose } from '../../domain/series/decompose.js';
import { findSeasons } from '../../domain/series/seasons.js';
import { DAY, HOUR } from '../../domain/series/timeline.js';
import { chanceOf } from './any-series.js';

describe('decompose', () => {
  const { normal } = chanceOf(1);
  const week = [10, 12, 8, 9, 20, -25, -34];
  const values = Float64Array.from({ length: 210 }, (_, at) => 100 + at / 2 + week[at % 7]! + normal());

  it('gives parts that make the whole', () => {
    const { trend, season, rest } = decompose(values, [7]);
    values.forEach((value, at) => expect(trend[at]! + season[at]! + rest[at]!).toBeCloseTo(value, 9));
  });

  it('finds the slope and the week that a series was made of', () => {
    const { trend, season, trendStrength, seasonStrength } = decompose(values, [7]);
    expect(trend[150]! - trend[50]!).toBeCloseTo(50, -0.5);
    week.forEach((part, phase) => expect(Math.abs(season[105 + phase]! - part)).toBeLessThan(2.5));
    expect(trendStrength).toBeGreaterThan(0.95);
    expect(seasonStrength).toBeGreaterThan(0.95);
  });

  it('leaves a wild value whole in the rest', () => {
    const wild = Float64Array.from(values);
    wild[100]! += 500;
    const before = decompose(values, [7]).rest[100]!;
    expect(decompose(wild, [7]).rest[100]! - before).toBeGreaterThan(495);
  });
});

describe('findSeasons', () => {
  it('sees the week in daily values and nothing in noise', () => {
    const { normal } = chanceOf(6);
    const noise = Float64Array.from({ length: 300 }, () => normal());
    expect(findSeasons(noise, DAY)).toEqual([]);
    expect(
      findSeasons(
        noise.map((value, at) => value + (at % 7 === 6 ? -5 : 0)),
        DAY,
      ),
    ).toEqual([7]);
  });

  it('sees a rhythm that no calendar knows', () => {
    const { normal } = chanceOf(8);
    const rhythm = Float64Array.from(
      { length: 1_000 },
      (_, at) => 10 * Math.sin((2 * Math.PI * at) / 37) + normal(),
    );
    expect(findSeasons(rhythm, HOUR)).toEqual([37]);
  });
});
