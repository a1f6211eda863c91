// From prisma/schema to generated/: the model, Kysely's table types, and the schema's SQLite and PostgreSQL variants.
//
//   node scripts/generate.mjs [--force]
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { digestOf, filesUnder, readStamp, writeStamp } from './inputs.mjs';
import { root } from './installation.mjs';
import { DERIVED_DIALECTS, deriveSchema } from './schema/derive-dialect.mjs';
import { readSchemaFiles } from './schema/schema-files.mjs';

const STAMP = 'generated/.digest';
const INPUTS = [
  'prisma/schema',
  'prisma.config.ts',
  'scripts/schema',
  'scripts/generate.mjs',
  'node_modules/prisma/package.json',
];

const digest = digestOf(filesUnder(...INPUTS));
if (process.argv.includes('--force') || readStamp(STAMP) !== digest) {
  rmSync(join(root, STAMP), { force: true });
  runPrismaGenerate();
  writeVariants();
  writeStamp(STAMP, digest);
}

function runPrismaGenerate() {
  const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [prisma, 'generate', '--no-hints'], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      // Prisma would download a query engine before it calls any generator. No generator of ours runs it: any file will do.
      PRISMA_QUERY_ENGINE_LIBRARY: process.execPath,
    },
  });
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}\n`);
  process.exit(1);
}

function writeVariants() {
  for (const dialect of DERIVED_DIALECTS) {
    const folder = join(root, 'generated/prisma', dialect);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const { name, text } of readSchemaFiles())
      writeFileSync(join(folder, name), deriveSchema(text, dialect));
  }
}
