// The commands of Prisma that the house uses (generate, validate, format) run on the parts that ship inside its npm
// package. The classic engine would be downloaded, so it is turned off; nothing here connects to a database.
import { defineConfig } from 'prisma/config';

export default defineConfig({
  experimental: { adapter: true },
  engine: 'js',
  adapter: () =>
    Promise.reject(
      new Error('Prisma describes the tables and never connects: use `npx countinghouse migrate`.'),
    ),
  schema: 'prisma/schema',
});
