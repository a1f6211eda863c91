import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../installation.mjs';

const FOLDER = join(root, 'prisma/schema');

/** The files of the multi-file Prisma schema, by name. */
export function readSchemaFiles() {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.prisma'))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(FOLDER, name), 'utf8') }));
}

/** Which plugin's file declares which model: `Invoice` → `billing`. */
export function ownersOfModels(files = readSchemaFiles()) {
  const owners = new Map();
  for (const { name, text } of files) {
    for (const [, model] of text.matchAll(/^model\s+(\w+)\s*\{/gm))
      owners.set(model, name.replace(/\.prisma$/, ''));
  }
  return owners;
}
