// docs/generated is written from the code, never by hand. Each module in scripts/documents/ writes one file of it:
// it exports `file` (a name in docs/generated) and `render()` (its text, or a promise of it).
//
//   node scripts/documents.mjs            writes them
//   node scripts/documents.mjs --check    fails where one is out of date
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './installation.mjs';

const folder = join(root, 'docs/generated');
const generators = join(root, 'scripts/documents');
const isCheck = process.argv.includes('--check');
const stale = [];
const known = new Set();

mkdirSync(folder, { recursive: true });
const names = existsSync(generators) ? readdirSync(generators).filter((name) => name.endsWith('.mjs')) : [];
for (const name of names.sort()) {
  const { file, render } = await import(join(generators, name));
  const text = await render();
  const path = join(folder, file);
  known.add(file);
  if (!isCheck) writeFileSync(path, text);
  else if (!existsSync(path) || readFileSync(path, 'utf8') !== text) stale.push(`${file} is out of date`);
}
for (const file of readdirSync(folder)) if (!known.has(file)) stale.push(`${file} is written by nothing`);

if (isCheck && stale.length > 0) {
  console.error(
    `docs/generated: ${stale.join('; ')}. Run \`node scripts/documents.mjs\` and commit what it writes.`,
  );
  process.exit(1);
}
console.log(`${known.size} documents are ${isCheck ? 'up to date' : 'written'}.`);
