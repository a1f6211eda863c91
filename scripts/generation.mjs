// Runs scripts/generate.mjs when the schema, or what reads it, has changed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf, filesUnder, readStamp, writeStamp } from './inputs.mjs';
import { quietEnvironment, root, run } from './installation.mjs';

const STAMP = 'generated/.stamp';

/** @returns false where nothing had changed. */
export async function generate() {
  const generators = filesUnder('scripts').filter((file) => file.startsWith('scripts/generate'));
  const digest = digestOf([...filesUnder('prisma', 'prisma.config.ts'), ...generators, 'package-lock.json']);
  if (existsSync(join(root, 'generated')) && readStamp(STAMP) === digest) return false;
  await run(process.execPath, ['scripts/generate.mjs'], { env: quietEnvironment() });
  writeStamp(STAMP, digest);
  return true;
}
