// What a team that takes AdminJS as it comes would write: Prisma's own client over the same tables.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from '../../installation.mjs';

const FOLDER = join(root, 'var/bench/vanilla-adminjs');
export const DMMF = join(FOLDER, 'dmmf.json');

/** Writes the Prisma client where `@prisma/client` looks (no engine binary), and the full DMMF, which the client no longer carries. */
export async function generateVanillaClient() {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  cpSync(join(root, 'prisma/schema'), join(FOLDER, 'schema'), { recursive: true });
  const file = join(FOLDER, 'schema/schema.prisma');
  const datasource = /datasource db \{[^}]*\}/.exec(readFileSync(file, 'utf8'))[0];
  writeFileSync(
    file,
    `${datasource}

generator client {
  provider   = "prisma-client-js"
  engineType = "client"
}

generator dmmf {
  provider = "node ${join(root, 'scripts/bench/vanilla-adminjs/write-dmmf.mjs')}"
  output   = "../dmmf.json"
}
`,
  );
  await run(
    process.execPath,
    [
      join(root, 'node_modules/prisma/build/index.js'),
      'generate',
      '--schema',
      join(FOLDER, 'schema'),
      '--no-hints',
    ],
    {
      env: {
        ...process.env,
        DATABASE_URL: 'mysql://nobody@127.0.0.1/none',
        PRISMA_CLIENT_ENGINE_TYPE: 'client',
      },
    },
  );
}
