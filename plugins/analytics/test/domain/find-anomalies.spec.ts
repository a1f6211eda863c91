import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { findAnomalies, type Anomaly } from '../../domain/anomalies/find-anomalies.js';
import { DAY, HOUR } from '../../domain/series/timeline.js';
import { chanceOf, indexOf, MINUTE, pointsOf, WELL } from './any-series.js';

const WEEK = [1, 1.1, 1.05, 1, 1.3, 0.4, 0.2];

/** Two years of daily sales of a shop that rests on Sundays. */
function sales(seed = 7, days = 730): number[] {
  const { normal } = chanceOf(seed);
  return Array.from({ length: days }, (_, at) => 500 * WEEK[at % 7]! * Math.exp(0.1 * normal()));
}

/** Two weeks of a machine that works from nine to six, every five minutes. */
function workingHours(seed = 3): number[] {
  const { normal } = chanceOf(seed);
  return Array.from({ length: 4_032 }, (_, at) => (isWorking(at) ? 80 + 5 * normal() : 20 + 2 * normal()));
}

function isWorking(at: number): boolean {
  return at % 288 >= 108 && at % 288 < 216;
}

function found(values: readonly number[], step = DAY): readonly (readonly [number, Anomaly['kind']])[] {
  return findAnomalies(pointsOf(values, step)).anomalies.map(({ at, kind }) => [indexOf(at, step), kind]);
}

describe('a series with nothing wrong in it', () => {
  test.each(WELL)('$name: next to no alarm in those of its kind', ({ values, step, length }) => {
    const alarms = Array.from(
      { length: 20 },
      (_, seed) => found(values(chanceOf(1_000 + seed), length), step).length,
    );
    expect(alarms.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(3);
  });

  it('gives no more than one alarm in a thousand points where one in a hundred is wild', () => {
    const wild = Array.from({ length: 10 }, (_, seed) => {
      const { normal } = chanceOf(seed);
      // Student's distribution with four degrees of freedom: most series are tamer.
      return Array.from({ length: 1_000 }, () => {
        const spread = (normal() ** 2 + normal() ** 2 + normal() ** 2 + normal() ** 2) / 4;
        return 100 + (10 * normal()) / Math.sqrt(spread);
      });
    });
    expect(wild.reduce((sum, values) => sum + found(values).length, 0)).toBeLessThanOrEqual(10);
  });
});

describe('what stands out', () => {
  it('finds a day of double sales, a day of nearly none, and a level that has risen by half', () => {
    const values = sales();
    values[200]! *= 2.5;
    values[401]! *= 0.2;
    for (let at = 560; at < values.length; at += 1) values[at]! *= 1.5;
    expect(found(values)).toEqual([
      [200, 'spike'],
      [401, 'drop'],
      [560, 'level-shift'],
    ]);
  });

  it('knows what is usual on the weekday: as much on a Sunday as on a Friday is a spike', () => {
    const values = sales();
    values[363] = 500;
    expect(found(values)).toEqual([[363, 'spike']]);
  });

  it('says which values would have been usual', () => {
    const values = sales();
    values[200] = 5_000;
    const [spike] = findAnomalies(pointsOf(values, DAY)).anomalies;
    const usual = 500 * WEEK[200 % 7]!;
    expect(spike!.expected).toBeGreaterThan(0.85 * usual);
    expect(spike!.expected).toBeLessThan(1.15 * usual);
    expect(spike!.lower).toBeLessThan(0.9 * usual);
    expect(spike!.upper).toBeGreaterThan(1.1 * usual);
    expect(spike!.upper).toBeLessThan(2 * usual);
  });

  it('sees an idle day although night looks the same', () => {
    const values = workingHours().map((value, at) =>
      Math.floor(at / 288) === 10 && isWorking(at) ? 20 + (value - 80) / 2 : value,
    );
    const anomalies = found(values, 5 * MINUTE);
    expect(anomalies).toHaveLength(1);
    expect(anomalies[0]![0]).toBeGreaterThanOrEqual(10 * 288 + 108);
    expect(anomalies[0]![0]).toBeLessThan(10 * 288 + 216);
    expect(anomalies[0]![1]).toBe('drop');
  });

  it('tells a burst once, at its worst', () => {
    const { normal } = chanceOf(5);
    const values = Array.from({ length: 600 }, () => 100 + normal());
    for (const [at, height] of [20, 40, 60, 35, 15].entries()) values[300 + at]! += height;
    expect(found(values, HOUR)).toEqual([[302, 'spike']]);
  });

  it('finds a jump in a level that wanders, and calls it so', () => {
    const { normal } = chanceOf(11);
    let level = 0;
    const values = Array.from({ length: 800 }, (_, at) => 200 + (level += normal() + (at === 400 ? 25 : 0)));
    expect(found(values)).toEqual([[400, 'level-shift']]);
  });

  it('leaves alone what comes again and again', () => {
    const { normal } = chanceOf(2);
    const values = Array.from({ length: 1_000 }, (_, at) => 10 + normal() + (at % 37 === 0 ? 60 : 0));
    expect(found(values, HOUR)).toEqual([]);
  });

  it('names the days that are missing, but not the Sundays on which nothing is ever written', () => {
    const days = pointsOf(sales(), DAY).filter((_, at) => at % 7 !== 6 && ![100, 101, 250].includes(at));
    const { anomalies } = findAnomalies(days);
    expect(anomalies.map(({ at, kind, value }) => [indexOf(at, DAY), kind, value])).toEqual([
      [100, 'missing', null],
      [101, 'missing', null],
      [250, 'missing', null],
    ]);
  });

  it('tells a gap between finer steps as one', () => {
    const points = pointsOf(workingHours(), 5 * MINUTE).filter((_, at) => at < 1_000 || at >= 1_012);
    expect(findAnomalies(points).anomalies).toMatchObject([{ kind: 'missing', score: 12 }]);
  });

  it('counts months as steps although they differ in length', () => {
    const { normal } = chanceOf(4);
    const months = Array.from({ length: 60 }, (_, at) => ({
      at: Date.UTC(2020, at, 1),
      value: 1_000 + 20 * normal(),
    }));
    expect(findAnomalies(months.filter((_, at) => at !== 40)).anomalies).toMatchObject([
      { kind: 'missing', at: Date.UTC(2023, 4, 1) },
    ]);
  });
});

describe('properties', () => {
  const planted = (): number[] => {
    const values = sales(9, 400);
    values[150]! *= 3;
    values[310]! *= 0.1;
    return values;
  };
  const plain = findAnomalies(pointsOf(planted(), DAY)).anomalies;

  it('does not depend on the unit: scaled values give the same anomalies, scaled', () => {
    fc.assert(
      fc.property(fc.integer({ min: -12, max: 12 }), (power) => {
        // A power of two changes no digit.
        const factor = 2 ** power;
        const scaled = findAnomalies(
          pointsOf(
            planted().map((value) => value * factor),
            DAY,
          ),
        ).anomalies;
        expect(scaled.map(({ at, kind }) => ({ at, kind }))).toEqual(
          plain.map(({ at, kind }) => ({ at, kind })),
        );
        scaled.forEach(({ upper }, index) => expect(upper / factor).toBeCloseTo(plain[index]!.upper, 6));
      }),
      { numRuns: 12 },
    );
  });

  it('does not depend on when it was: moved stamps give the same anomalies, moved', () => {
    fc.assert(
      fc.property(fc.integer({ min: -500, max: 500 }), (weeks) => {
        const moved = pointsOf(planted(), DAY).map(({ at, value }) => ({ at: at + weeks * 7 * DAY, value }));
        const back = findAnomalies(moved).anomalies.map((anomaly) => ({
          ...anomaly,
          at: anomaly.at - weeks * 7 * DAY,
        }));
        expect(back).toEqual(plain);
      }),
      { numRuns: 12 },
    );
  });

  it('holds whatever is written: bands are in order and spikes lie above them, drops below', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 120 }),
        (values) => {
          for (const anomaly of findAnomalies(pointsOf(values, DAY)).anomalies) {
            expect(anomaly.lower).toBeLessThanOrEqual(anomaly.upper);
            if (anomaly.kind === 'spike') expect(anomaly.value).toBeGreaterThan(anomaly.upper);
            if (anomaly.kind === 'drop') expect(anomaly.value).toBeLessThan(anomaly.lower);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
