// Makes dist/src/host/admin/adminjs.js: the part of AdminJS that describes resources, without the front end that its index imports.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './installation.mjs';

const DOOR = 'src/host/admin/adminjs.ts';

const { version } = JSON.parse(
  readFileSync(join(createRequire(import.meta.url).resolve('adminjs'), '../package.json'), 'utf8'),
);

const withoutFrontEnd = {
  name: 'without-front-end',
  setup(build) {
    build.onResolve({ filter: /^@adminjs\/design-system/ }, ({ path }) => ({
      path,
      namespace: 'design-system',
    }));
    build.onLoad({ filter: /.*/, namespace: 'design-system' }, () => ({
      contents: "export const DEFAULT_DRAWER_WIDTH = '500px'; export const combineStyles = () => ({});",
    }));
    build.onLoad({ filter: /adminjs\/lib\/(frontend|backend\/bundler)\// }, ({ path }) =>
      // The server shares a form's marks for null and empty with the browser.
      /params-to-form-data|bundler\/utils\/constants/.test(path)
        ? undefined
        : { contents: 'export default undefined;' },
    );
    build.onLoad({ filter: /adminjs\/lib\/locale\/.*\.json$/ }, () => ({ contents: '{}', loader: 'json' }));
    build.onLoad({ filter: /adminjs\/lib\/adminjs\.js$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const contents = source.replace(
        /JSON\.parse\(fs\.readFileSync\([^;]*package\.json[^;]*\)\);/,
        JSON.stringify({ version }) + ';',
      );
      if (contents === source)
        throw new Error('AdminJS no longer reads its version where this script expects it.');
      return { contents };
    });
  },
};

/** @returns the files that it wrote, below the root */
export async function bundleAdminJs() {
  const { build } = await import('esbuild');
  const outfile = join('dist', DOOR.replace(/\.ts$/, '.js'));
  await build({
    absWorkingDir: root,
    entryPoints: [DOOR],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    legalComments: 'none',
    logLevel: 'warning',
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
    plugins: [withoutFrontEnd],
  });
  return [outfile];
}
