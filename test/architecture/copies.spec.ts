import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { models } from '../../generated/model.js';
import { builtInPlugins } from '../../plugins/index.js';
import { copyRules } from '../../src/host/copies/copy-rules.js';
import { collectContributions } from '../../src/kernel/collect-contributions.js';

const rules = [
  ...copyRules.map((value) => ({ plugin: 'host', value })),
  ...builtInPlugins.flatMap((plugin) => collectContributions(plugin).copyRules),
];
const present = ['host', ...builtInPlugins.map(({ name }) => name)];

describe('what copies of the database do', () => {
  it('is said of every model, by the plugin whose it is', () => {
    const said = rules.map(({ plugin, value }) => `${plugin}: ${value.model}`).sort();
    const there = models.filter(({ plugin }) => present.includes(plugin));
    expect(said).toEqual(there.map(({ plugin, name }) => `${plugin}: ${name}`).sort());
  });

  it('is chosen by sets, each of one plugin and with words in every language', () => {
    const sets = new Map(
      rules.flatMap(({ plugin, value }) =>
        value.kept === 'nowhere' ? [] : [[`${plugin}:${value.kept}`, { plugin, set: value.kept }]],
      ),
    );
    expect(new Set([...sets.values()].map(({ set }) => set)).size).toBe(sets.size);
    for (const language of ['en', 'uk', 'ru']) {
      const wordless = [...sets.values()].filter(({ plugin, set }) => {
        const { copies = {} } = JSON.parse(readFileSync(`locales/${language}/${plugin}.json`, 'utf8')) as {
          readonly copies?: Readonly<Record<string, string>>;
        };
        return !copies[set];
      });
      expect(wordless).toEqual([]);
    }
  });
});
