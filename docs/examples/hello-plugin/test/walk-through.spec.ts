import { expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';

const samples = readdirSync('docs')
  .filter((name) => name.endsWith('.md'))
  .flatMap((name) => {
    const text = readFileSync(`docs/${name}`, 'utf8');
    const blocks = text.matchAll(/<!-- (\S+\.tsx?) -->\n```\w+\n([\s\S]*?)```/g);
    return [...blocks].map(([, path = '', code = '']) => ({ page: `docs/${name}`, path, code }));
  });

it.each(samples)(
  '$page shows $path as it is (node scripts/include-examples.mjs puts it there)',
  ({ path, code }) => {
    expect(code).toBe(readFileSync(path, 'utf8'));
  },
);

it('docs/plugins.md shows the manifest', () => {
  const shown = samples.filter(({ page }) => page === 'docs/plugins.md').map(({ path }) => path);
  expect(shown).toContain('docs/examples/hello-plugin/plugin.ts');
});
