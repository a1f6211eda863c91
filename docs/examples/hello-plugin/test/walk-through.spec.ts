import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';

const walkThrough = readFileSync('docs/plugins.md', 'utf8');
const blocks = [...walkThrough.matchAll(/<!-- (\S+) -->\n```\w+\n([\s\S]*?)```/g)];

it.each(blocks.map(([, path, code]) => [path ?? '', code ?? '']))(
  'docs/plugins.md shows %s as it is (node scripts/include-examples.mjs puts it there)',
  (path, code) => {
    expect(code).toBe(readFileSync(path, 'utf8'));
  },
);

it('docs/plugins.md shows the manifest', () => {
  expect(blocks.map(([, path]) => path)).toContain('docs/examples/hello-plugin/plugin.ts');
});
