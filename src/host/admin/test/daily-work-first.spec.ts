import { expect, it } from '@jest/globals';
import { dailyWorkFirst } from '../daily-work-first.js';

const order = (...plugins: { name: string; upkeep?: boolean }[]): string =>
  dailyWorkFirst(plugins)
    .map(({ name }) => name)
    .join(' ');

it.each([
  ['what keeps the house stands after daily work', [{ name: 'b', upkeep: true }, { name: 'w' }], 'w b'],
  [
    'each kind keeps the order of the graph',
    [{ name: 'z' }, { name: 'b', upkeep: true }, { name: 'a' }],
    'z a b',
  ],
  ['the house itself is last', [{ name: 'host' }, { name: 'b', upkeep: true }, { name: 'w' }], 'w b host'],
])('%s', (_what, plugins, expected) => {
  expect(order(...plugins)).toBe(expected);
});
