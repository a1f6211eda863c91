import { afterAll, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { servedLines } from '../../scripts/served-coverage.mjs';

const house = mkdtempSync(join(tmpdir(), 'countinghouse-served-'));
afterAll(() => rmSync(house, { recursive: true, force: true }));

it('counts the source lines that ran in another process', () => {
  const source = [
    'interface Greeting { readonly name: string }',
    'export function greet({ name }: Greeting): string {',
    '  if (name === "nobody") {',
    '    return "Hello?";',
    '  }',
    '  return `Hello, ${name}`;',
    '}',
    'greet({ name: "Ada" });',
  ].join('\n');
  const { code, map } = transformSync(source, {
    loader: 'ts',
    sourcemap: 'external',
    sourcefile: '../../src/greet.ts',
  });
  mkdirSync(join(house, 'dist/src'), { recursive: true });
  writeFileSync(join(house, 'dist/src/greet.js.map'), map);
  writeFileSync(join(house, 'dist/src/greet.js'), `${code}//# sourceMappingURL=greet.js.map\n`);
  writeFileSync(join(house, 'package.json'), '{ "type": "module" }');

  const env = { ...process.env, NODE_V8_COVERAGE: join(house, 'served') };
  spawnSync(process.execPath, [join(house, 'dist/src/greet.js')], { env });

  const lines = servedLines(join(house, 'served'), join(house, 'dist')).get(join(house, 'src/greet.ts'));
  expect([...(lines ?? [])].filter((line) => line !== 7).sort()).toEqual([2, 3, 6, 8]);
});
