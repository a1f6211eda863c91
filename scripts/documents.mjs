// docs/generated is written from the code, never by hand. Each module in scripts/documents/ writes one file of it:
// it exports `file` (a name in docs/generated) and `render()` (its text, or a promise of it). One that also exports `sections()`
// writes into pages that are otherwise written by hand: `text` goes into `page`, between comments that carry `name`.
//
//   node scripts/documents.mjs            writes them
//   node scripts/documents.mjs --check    fails where one is out of date
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from './installation.mjs';

const folder = join(root, 'docs/generated');
const generators = join(root, 'scripts/documents');
const isCheck = process.argv.includes('--check');
const stale = [];
const known = new Set();

function keep(path, text) {
  if (!isCheck) writeFileSync(path, text);
  else if (!existsSync(path) || readFileSync(path, 'utf8') !== text)
    stale.push(`${basename(path)} is out of date`);
}

function keepSection({ page, name, text }) {
  const path = join(root, page);
  const before = readFileSync(path, 'utf8');
  const begin = before.indexOf(`<!-- ${name}:`);
  const end = before.indexOf(`<!-- /${name} -->`);
  if (begin < 0 || end < begin) throw new Error(`${page} has no section "${name}"`);
  const opening = before.slice(begin, before.indexOf('-->', begin) + 3);
  keep(path, `${before.slice(0, begin)}${opening}\n\n${text}\n\n${before.slice(end)}`);
}

mkdirSync(folder, { recursive: true });
const names = existsSync(generators) ? readdirSync(generators).filter((name) => name.endsWith('.mjs')) : [];
for (const name of names.sort()) {
  const { file, render, sections } = await import(join(generators, name));
  known.add(file);
  keep(join(folder, file), await render());
  for (const section of (await sections?.()) ?? []) keepSection(section);
}
for (const file of readdirSync(folder)) if (!known.has(file)) stale.push(`${file} is written by nothing`);

if (isCheck && stale.length > 0) {
  console.error(
    `Generated documents: ${stale.join('; ')}. Run \`node scripts/documents.mjs\` and commit what it writes.`,
  );
  process.exit(1);
}
console.log(`${known.size} documents are ${isCheck ? 'up to date' : 'written'}.`);
