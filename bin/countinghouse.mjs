#!/usr/bin/env node
import { existsSync } from 'node:fs';
import './local-secret-key.mjs';

const cli = new URL('../dist/src/cli.js', import.meta.url);

if (!existsSync(cli)) {
  process.stderr.write('Countinghouse is not built yet: run `npm run quickstart`, or `npm run build`.\n');
  process.exit(1);
}

await import(cli.href);
