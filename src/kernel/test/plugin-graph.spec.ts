import { describe, expect, it } from '@jest/globals';
import { orderPlugins } from '../plugin-graph.js';

// A range here is a prefix: "1." fits every 1.x version. The real one is the composition's business.
const house = {
  version: '1.2.3',
  satisfies: (version: string, range: string) =>
    /^\d+\.\d+\.\d+$/.test(version) && (range === '*' || version.startsWith(range)),
};

const aPlugin = (name: string, requires: readonly string[] = [], optional: readonly string[] = []) => ({
  name,
  version: '1.0.0',
  host: '1.',
  requires,
  optional,
});

const ordered = (...plugins: ReturnType<typeof aPlugin>[]) =>
  orderPlugins(plugins, house).map(({ name }) => name);

describe('the order of plugins', () => {
  it.each([
    ['alone', [aPlugin('a')], ['a']],
    ['a requirement comes first', [aPlugin('a', ['b']), aPlugin('b')], ['b', 'a']],
    ['a chain', [aPlugin('c', ['b']), aPlugin('a'), aPlugin('b', ['a'])], ['a', 'b', 'c']],
    [
      'a diamond',
      [aPlugin('d', ['b', 'c']), aPlugin('c', ['a']), aPlugin('b', ['a']), aPlugin('a')],
      ['a', 'b', 'c', 'd'],
    ],
    ['an optional one comes first where it is', [aPlugin('a', [], ['b']), aPlugin('b')], ['b', 'a']],
    ['an optional one may be absent', [aPlugin('a', [], ['b'])], ['a']],
    ["the house's own comes before all", [aPlugin('a'), aPlugin('host')], ['host', 'a']],
    ['the unrelated stand by name', [aPlugin('c'), aPlugin('a'), aPlugin('b')], ['a', 'b', 'c']],
  ])('%s', (_, plugins, order) => {
    expect(ordered(...plugins)).toEqual(order);
    expect(ordered(...[...plugins].reverse())).toEqual(order);
  });
});

describe('a graph that cannot be ordered is refused with a sentence', () => {
  it.each([
    [
      'two of one name',
      [aPlugin('a'), { ...aPlugin('a'), version: '2.0.0' }],
      'Two plugins are named "a" (versions 1.0.0 and 2.0.0): remove one of them from plugins/index.ts or COUNTINGHOUSE_PLUGINS.',
    ],
    [
      'a missing requirement',
      [aPlugin('a', ['b'])],
      'Plugin "a" requires "b", which is not installed: add "b" to plugins/index.ts or COUNTINGHOUSE_PLUGINS, or remove "a".',
    ],
    [
      'itself',
      [aPlugin('a', ['a'])],
      "These plugins require one another in a circle: a → a. Remove one of the requirements, or make it the other plugin's contribution.",
    ],
    [
      'a circle behind a tail, through an optional one',
      [aPlugin('a', ['b']), aPlugin('b', ['c']), aPlugin('c', [], ['b'])],
      "These plugins require one another in a circle: b → c → b. Remove one of the requirements, or make it the other plugin's contribution.",
    ],
    [
      'another house',
      [{ ...aPlugin('a'), host: '2.' }],
      'Plugin "a" 1.0.0 is made for a house 2., and this one is 1.2.3: install a version of the plugin that fits.',
    ],
    [
      'a version that is none',
      [{ ...aPlugin('a'), version: 'new' }],
      'Plugin "a" says it is version "new", which is not a semantic version: write one like 1.2.3.',
    ],
    [
      'a name that is none',
      [aPlugin('A b')],
      '"A b" cannot be a plugin\'s name: use lower-case letters, digits and dashes, beginning with a letter.',
    ],
  ])('%s', (_, plugins, sentence) => {
    expect(() => ordered(...plugins)).toThrow(new Error(sentence));
  });
});
