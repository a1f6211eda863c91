import { expect, it } from '@jest/globals';
import { textBar } from '../../domain/progress.js';

it.each([
  ['-12.0', '░░░░░░░░░░'],
  ['0.0', '░░░░░░░░░░'],
  ['9.9', '░░░░░░░░░░'],
  ['62.4', '██████░░░░'],
  ['99.9', '█████████░'],
  ['100.0', '██████████'],
  ['240.1', '██████████'],
])('shows %s per cent as %s', (percent, bar) => expect(textBar(percent)).toBe(bar));
