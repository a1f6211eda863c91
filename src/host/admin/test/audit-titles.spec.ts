import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { LANGUAGES } from '../../../kernel/permissions.js';

const sources = ['src', 'plugins'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.split('/').includes('test'))
    .map((file) => ({
      owner: folder === 'src' ? 'host' : file.split('/')[0],
      text: readFileSync(join(folder, file), 'utf8'),
    })),
);
// A plugin's audit records carry its own name; buttons of the bot name their actions alike, by a feature.
const actions = new Set(
  sources.flatMap(({ owner, text }) =>
    [...text.matchAll(/\baction: '([a-z-]+)\.([a-z-]+)'/g)]
      .filter(([, plugin]) => plugin === owner)
      .map(([, ...name]) => name.join('.')),
  ),
);

it('finds the actions that the audit trail names', () => expect(actions.size).toBeGreaterThan(10));

it.each([...actions])('%s is called by words in every language', (action) => {
  const [plugin = '', what = ''] = action.split('.');
  for (const language of LANGUAGES) {
    const texts = JSON.parse(readFileSync(`locales/${language}/${plugin}.json`, 'utf8')) as {
      audit?: Record<string, string>;
    };
    expect(texts.audit?.[what]).toMatch(/\S/);
  }
});
