// src/, plugins/, generated/ and the example plugin, file by file, to dist/ in the same tree; then the panel's bundle.
// Views, locales and migrations stay where they are and are read from there.
//
//   node scripts/build.mjs [--force]
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleAdminJs } from './bundle-adminjs.mjs';
import { digestOf, filesUnder, readStamp, writeStamp } from './inputs.mjs';
import { buildNativeModules, linkCommand, root, run } from './installation.mjs';

const TREES = ['src', 'plugins', 'generated', 'docs/examples'];
const STAMP = 'dist/.build-stamp';
const PANEL = 'scripts/build-panel.mjs';
// A few seconds are lost when the panel is rebuilt for a change that it does not see; a stale panel costs more.
const INPUTS = [...TREES, 'locales', 'scripts', 'package-lock.json', 'tsconfig.json'];

const isSpecification = (file) => /(^|\/)test\/|\.spec\.tsx?$/.test(file);
const isDeclaration = (file) => /\.d\.[cm]?ts$/.test(file);
const isSource = (file) => /\.tsx?$/.test(file) && !isDeclaration(file);

export function isBuilt() {
  return existsSync(join(root, 'dist/src/main.js')) && readStamp(STAMP) === digestOf(filesUnder(...INPUTS));
}

/** @returns false where nothing had changed. */
export async function build({ force = false } = {}) {
  await buildNativeModules();
  linkCommand();
  if (!force && isBuilt()) return false;
  const digest = digestOf(filesUnder(...INPUTS));
  const files = filesUnder(...TREES).filter((file) => !isSpecification(file) && !isDeclaration(file));
  const outputs = [
    ...(await transpile(files.filter(isSource))),
    ...copy(files.filter((file) => !isSource(file))),
  ];
  await bundleAdminJs();
  removeAllBut(new Set(outputs));
  if (existsSync(join(root, PANEL))) await run(process.execPath, [PANEL]);
  writeStamp(STAMP, digest);
  return true;
}

async function transpile(files) {
  const { build: transform } = await import('esbuild');
  await transform({
    absWorkingDir: root,
    entryPoints: files,
    outdir: 'dist',
    outbase: '.',
    bundle: false,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    jsx: 'automatic',
    sourcemap: true,
    logLevel: 'warning',
  });
  return files.flatMap((file) => {
    const output = join('dist', file.replace(/\.tsx?$/, '.js'));
    return [output, `${output}.map`];
  });
}

function copy(files) {
  return files.map((file) => {
    const output = join('dist', file);
    mkdirSync(dirname(join(root, output)), { recursive: true });
    copyFileSync(join(root, file), join(root, output));
    return output;
  });
}

/** A source that was deleted or renamed must not live on in dist. */
function removeAllBut(outputs) {
  const built = filesUnder(...TREES.map((tree) => join('dist', tree)));
  for (const file of built) if (!outputs.has(file)) rmSync(join(root, file));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const startedAt = Date.now();
  try {
    const hasBuilt = await build({ force: process.argv.includes('--force') });
    const time = ((Date.now() - startedAt) / 1000).toFixed(1);
    console.log(hasBuilt ? `Built dist/ in ${time} s.` : 'dist/ is up to date.');
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
