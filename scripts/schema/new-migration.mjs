// Writes the next migration, a file a dialect, from what changed in prisma/schema since the last one.
//
//   node scripts/schema/new-migration.mjs add-credit-limit
//   node scripts/schema/new-migration.mjs --check          says whether a migration is missing
//   node scripts/schema/new-migration.mjs --again          writes the only migration anew, until the first release
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../installation.mjs';
import { changes } from './sql/changes.mjs';
import { repeatable } from './sql/repeatable.mjs';

const DIALECTS = ['sqlite', 'mysql', 'postgresql'];
const FOLDER = join(root, 'prisma/migrations');
/** the model that the migrations lead to */
const MIGRATED = join(FOLDER, 'model.json');

const after = JSON.parse(readFileSync(join(root, 'generated/model.json'), 'utf8')).models;
const names = readdirSync(join(FOLDER, 'sqlite'))
  .filter((name) => name.endsWith('.sql'))
  .sort();
const wanted = process.argv[2];

if (wanted === '--check') {
  if (isMigrated()) process.exit(0);
  console.error(
    'prisma/schema has changed since the last migration: node scripts/schema/new-migration.mjs NAME',
  );
  process.exit(1);
}
if (wanted === '--again') {
  if (names.length > 1) refuse('Only a first migration can be written anew: write another one.');
  write(names[0] ?? '0001_foundation.sql', []);
} else {
  if (!/^[a-z][a-z0-9-]*$/.test(wanted ?? ''))
    refuse('usage: node scripts/schema/new-migration.mjs name-of-the-change');
  if (isMigrated()) refuse('Nothing in prisma/schema has changed since the last migration.');
  const number = String(names.length + 1).padStart(4, '0');
  write(
    `${number}_${wanted}.sql`,
    names.length === 0 ? [] : JSON.parse(readFileSync(MIGRATED, 'utf8')).models,
  );
}

function write(name, before) {
  for (const dialect of DIALECTS) {
    const { statements, byHand } = changes(dialect, before, after);
    const lasting = dialect === 'mysql' ? statements.flatMap(repeatable) : statements;
    writeFileSync(join(FOLDER, dialect, name), lasting.map((statement) => `${statement};\n`).join('\n'));
    console.log(`prisma/migrations/${dialect}/${name}: ${statements.length} statements`);
    for (const change of byHand) console.log(`  to be written by hand: ${change}`);
  }
  writeFileSync(MIGRATED, `${JSON.stringify({ models: after.map(withoutProse) })}\n`);
}

function isMigrated() {
  if (!existsSync(MIGRATED)) return false;
  return (
    JSON.stringify(after.map(withoutProse)) ===
    JSON.stringify(JSON.parse(readFileSync(MIGRATED, 'utf8')).models)
  );
}

/** What no table shows is left out: a mended comment needs no migration. */
function withoutProse(model) {
  const columns = model.fields.filter(({ kind }) => kind === 'scalar');
  return {
    ...without(model, ['documentation']),
    fields: columns.map((field) => without(field, ['documentation', 'references'])),
  };
}

function without(object, keys) {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

function refuse(sentence) {
  console.error(sentence);
  process.exit(2);
}
