import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { colourAt, inkOf, patternAt, signAt, SIGNS } from '../ink.js';

const THEMES = ['light', 'dark'] as const;
type Linear = readonly [number, number, number];

/** WCAG 2.2, relative luminance and contrast ratio. */
function linearOf(colour: string): Linear {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return [red!, green!, blue!];
}

function contrast(a: string, b: string): number {
  const luminance = (colour: string): number => {
    const [red, green, blue] = linearOf(colour);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter! + 0.05) / (darker! + 0.05);
}

// Machado, Oliveira, Fernandes 2009, severity 1, on linear RGB.
const EYES = {
  'every colour': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  'no red': [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  'no green': [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  'no blue': [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const;

/** Oklab (Ottosson 2020): a distance of 0.02 is about the least that an eye tells. */
function seen(colour: string, eye: keyof typeof EYES): Linear {
  const linear = linearOf(colour);
  const times = (row: Linear): number => row.reduce((sum, factor, at) => sum + factor * linear[at]!, 0);
  const [red, green, blue] = EYES[eye].map((row) =>
    Math.min(1, Math.max(0, times(row))),
  ) as unknown as Linear;
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function distance(a: string, b: string, eye: keyof typeof EYES): number {
  const [one, other] = [seen(a, eye), seen(b, eye)];
  return Math.hypot(...one.map((part, at) => part - other[at]!));
}

/** The colours of the panel's stylesheet for a theme. */
function panelColours(theme: string): Readonly<Record<string, string>> {
  const css = readFileSync(join(import.meta.dirname, '../../host/admin/frontend/panel.css'), 'utf8');
  const block = css.slice(css.indexOf(`:root[data-theme='${theme}']`)).split('}')[0]!;
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  );
}

describe.each(THEMES)('the colours of a chart in the %s', (theme) => {
  const ink = inkOf({ theme });
  const panel = panelColours(theme);
  const grounds = [panel['surface']!, panel['ground']!, panel['raised']!];

  it('are the panel’s own', () => {
    const { surface, text, muted, line } = ink;
    expect({ surface, text, muted, line }).toEqual({
      surface: panel['surface'],
      text: panel['text'],
      muted: panel['muted'],
      line: panel['line'],
    });
  });

  it('make words legible and shapes visible on every ground of the panel', () => {
    for (const ground of grounds) {
      for (const words of [ink.text, ink.muted]) expect(contrast(words, ground)).toBeGreaterThanOrEqual(4.5);
      for (const shape of [...ink.series, ink.quiet, ink.mark])
        expect([shape, ground, contrast(shape, ground) >= 3]).toEqual([shape, ground, true]);
    }
  });

  it.each(Object.keys(EYES) as (keyof typeof EYES)[])('differ to eyes that see %s', (eye) => {
    for (const [at, colour] of ink.series.entries()) {
      for (const [other, another] of ink.series.entries()) {
        if (other <= at) continue;
        const least = other === at + 1 ? 0.1 : 0.05;
        expect([colour, another, distance(colour, another, eye) > least]).toEqual([colour, another, true]);
      }
    }
  });
});

it('tells series by a sign or a pattern of their own too', () => {
  const ink = inkOf({ theme: 'light' });
  const looks = SIGNS.map((_, index) => [colourAt(ink, index), signAt(index), patternAt(index)]);
  for (const column of [0, 1, 2]) expect(new Set(looks.map((look) => look[column])).size).toBe(looks.length);
});
