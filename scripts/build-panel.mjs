// The panel's front end, ahead of time: AdminJS's own browser modules, the house's components and every plugin's pages in one
// esbuild build, split into chunks with hashed names, with brotli and gzip made beside them.
//
//   node scripts/build-panel.mjs [--force] [--analyse]
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { analyzeMetafile, build } from 'esbuild';
import { digestOf, filesUnder, readStamp, writeStamp } from './inputs.mjs';
import { root } from './installation.mjs';
import { adminJsInTheBrowser, onlyUsedIcons, pagesOfPlugins } from './panel-modules.mjs';

const OUTPUT = 'dist/panel';
const STAMP = `${OUTPUT}/.stamp`;
const ENTRY = 'src/host/admin/frontend/entry.tsx';
/** the login page's script */
const SIGN_IN = 'src/host/admin/frontend/sign-in/sign-in.ts';
const TREES = [
  'src/host/admin/frontend',
  'src/host/admin/component-key.ts',
  'src/panel-kit',
  'src/charts',
  'src/values',
  'plugins',
  'docs/examples',
];
const SCRIPTS = ['scripts/build-panel.mjs', 'scripts/panel-modules.mjs', 'package-lock.json'];

const sources = filesUnder(...TREES).filter((file) => /\.(tsx?|css)$/.test(file));
const digest = digestOf([...sources, ...SCRIPTS]);

if (
  !process.argv.includes('--force') &&
  readStamp(STAMP) === digest &&
  existsSync(join(root, OUTPUT, 'manifest.json'))
) {
  console.log('The panel is up to date.');
} else {
  const startedAt = Date.now();
  const { outputs, metafile } = await bundle();
  const manifest = manifestOf(metafile);
  const bytes = await write(outputs);
  writeFileSync(join(root, OUTPUT, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  writeStamp(STAMP, digest);
  const first = [manifest.entry, ...manifest.chunks].reduce((sum, name) => sum + bytes.get(name), 0);
  console.log(
    `Built the panel in ${((Date.now() - startedAt) / 1000).toFixed(1)} s: ${Math.ceil(first / 1024)} KB brotli of script to the first page.`,
  );
  if (process.argv.includes('--analyse')) console.log(await analyzeMetafile(metafile));
}

async function bundle() {
  const result = await build({
    absWorkingDir: root,
    entryPoints: { panel: ENTRY, 'sign-in': SIGN_IN },
    outdir: OUTPUT,
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    splitting: true,
    minify: true,
    target: 'es2022',
    jsx: 'automatic',
    entryNames: '[name]-[hash]',
    chunkNames: 'chunk-[hash]',
    legalComments: 'none',
    // Beside the build, named by none of it and served to nobody: the check reads in them which lines of ours ran.
    sourcemap: 'external',
    sourcesContent: false,
    logLevel: 'warning',
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env': '{}',
      // AdminJS's modules name it, none calls it.
      regeneratorRuntime: 'undefined',
      global: 'globalThis',
    },
    plugins: [adminJsInTheBrowser(), onlyUsedIcons(sources), pagesOfPlugins(sources)],
  });
  return { outputs: result.outputFiles, metafile: result.metafile };
}

/** `chunks`: what the entry imports at once, to be preloaded; pages and dialogs loaded later are in `files` alone. */
function manifestOf(metafile) {
  const names = Object.keys(metafile.outputs).filter((name) => !name.endsWith('.map'));
  const pathOf = (entryPoint) => names.find((name) => metafile.outputs[name].entryPoint === entryPoint);
  const entryPath = pathOf(ENTRY);
  const chunks = new Set();
  const follow = (name) => {
    for (const { path, kind } of metafile.outputs[name].imports) {
      if (kind !== 'import-statement' || chunks.has(path)) continue;
      chunks.add(path);
      follow(path);
    }
  };
  follow(entryPath);
  const style = metafile.outputs[entryPath].cssBundle;
  return {
    entry: basename(entryPath),
    ...(style ? { style: basename(style) } : {}),
    signIn: basename(pathOf(SIGN_IN)),
    chunks: [...chunks].map((name) => basename(name)),
    files: names.map((name) => basename(name)),
  };
}

/** @returns the brotli size of each file by its name. */
async function write(outputs) {
  rmSync(join(root, OUTPUT), { recursive: true, force: true });
  mkdirSync(join(root, OUTPUT), { recursive: true });
  const sizes = new Map();
  await Promise.all(
    outputs.map(async ({ path, contents }) => {
      if (path.endsWith('.map')) return writeFileSync(path, contents);
      const parameters = {
        [constants.BROTLI_PARAM_QUALITY]: 10,
        [constants.BROTLI_PARAM_SIZE_HINT]: contents.length,
      };
      const [brotli, zipped] = await Promise.all([
        promisify(brotliCompress)(contents, { params: parameters }),
        promisify(gzip)(contents, { level: 9 }),
      ]);
      writeFileSync(path, contents);
      writeFileSync(`${path}.br`, brotli);
      writeFileSync(`${path}.gz`, zipped);
      sizes.set(basename(path), brotli.length);
    }),
  );
  return sizes;
}
