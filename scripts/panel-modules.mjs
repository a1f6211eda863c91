// What stands in for which module when the panel is bundled.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { filesUnder } from './inputs.mjs';
import { root } from './installation.mjs';

const require = createRequire(import.meta.url);
const ADMINJS = dirname(require.resolve('adminjs'));
const DESIGN_SYSTEM = join(root, 'node_modules/@adminjs/design-system/build');

/** Modules of AdminJS that no page of the house opens, and what an importer finds in their place. */
const LEFT_OUT = [
  // illustrations: 1 MB of drawings
  {
    path: /design-system\/build\/atoms\/illustrations\/index\.js$/,
    source: nothingButNulls('illustrations'),
  },
  // editors, date picker, phone input, select, drag and drop: the house's own fields are used instead
  {
    path: /property-type\/(array|boolean|currency|datetime|key-value|mixed|password|phone|reference|richtext|textarea)\/index\.js$/,
    source: "export * from '../default-type/index.js';",
  },
  {
    path: /design-system\/build\/molecules\/(rich-text-editor|tinymce-editor|date-picker)\/index\.js$/,
    source: 'export {};',
  },
  { path: /design-system\/build\/atoms\/phone-input\/index\.js$/, source: 'export {};' },
  // form groups name it in a selector
  {
    path: /design-system\/build\/atoms\/currency-input\/index\.js$/,
    source: "import { styled } from '../../utils/styled.js'; export const CurrencyInput = styled.input``;",
  },
  {
    path: /design-system\/build\/molecules\/select\/index\.js$/,
    source: 'export const Select = () => null; export const SelectAsync = () => null;',
  },
  // a layout names any element of the design system, so it would keep them all
  {
    path: /actions\/utils\/layout-element-renderer\.js$/,
    source: 'export const LayoutElementRenderer = () => null; export default LayoutElementRenderer;',
  },
  // pages that the house replaces
  {
    path: /components\/app\/default-dashboard\.js$/,
    source: 'export default () => null; export const OriginalDashboard = () => null;',
  },
  { path: /components\/login\/index\.js$/, source: 'export const Login = () => null; export default Login;' },
  // every text comes from the server, in the reader's language alone
  { path: /adminjs\/lib\/locale\/[\w-]+\/translation\.json$/, source: 'export default {};' },
];

function nothingButNulls(folder) {
  const text = readFileSync(join(DESIGN_SYSTEM, 'atoms', folder, 'index.js'), 'utf8');
  const names = [...text.matchAll(/\bas (\w+)\b/g)]
    .map(([, name]) => name)
    .filter((name) => name !== 'default');
  return names.map((name) => `export const ${name} = () => null;`).join('\n') || 'export {};';
}

/** `adminjs` means its browser half here; what nobody imports from it is dropped. */
export function adminJsInTheBrowser() {
  return {
    name: 'adminjs-in-the-browser',
    setup(build) {
      const frontend = join(ADMINJS, 'lib/frontend/index.js');
      build.onResolve({ filter: /^adminjs$/ }, () => ({ path: frontend, sideEffects: false }));
      build.onResolve({ filter: /^adminjs\/frontend\// }, ({ path }) => ({
        path: join(ADMINJS, 'lib', path.slice('adminjs/'.length)),
        sideEffects: false,
      }));
      build.onResolve({ filter: /.*/ }, async (request) => {
        if (request.pluginData === 'resolved' || !/\/(adminjs|design-system)\//.test(request.importer))
          return undefined;
        const { path, namespace, errors } = await build.resolve(request.path, {
          kind: request.kind,
          importer: request.importer,
          resolveDir: request.resolveDir,
          pluginData: 'resolved',
        });
        if (errors.length > 0 || namespace !== 'file') return undefined;
        const inside = path.startsWith(ADMINJS) || path.startsWith(DESIGN_SYSTEM);
        return { path, sideEffects: inside ? false : undefined };
      });
      build.onLoad({ filter: /node_modules\/(adminjs|@adminjs)\/.*\.(js|json)$/ }, ({ path }) => {
        const found = LEFT_OUT.find((module) => module.path.test(path));
        return found ? { contents: found.source, loader: 'js', resolveDir: dirname(path) } : undefined;
      });
    },
  };
}

/** The icons that AdminJS's own screens show. */
const ADMINJS_ICONS = [
  'Plus',
  'Edit',
  'Eye',
  'Trash2',
  'X',
  'Loader',
  'Filter',
  'MoreHorizontal',
  'ChevronDown',
  'ChevronUp',
  'ChevronLeft',
  'ChevronRight',
  'Minus',
  'Check',
  'Search',
];

/** react-feather has 286 icons and the design system's Icon takes any by its name: those that some source names are bundled. */
export function onlyUsedIcons(sources) {
  return {
    name: 'only-used-icons',
    setup(build) {
      const icons = join(root, 'node_modules/react-feather/dist/icons');
      const known = new Map(
        filesUnder('node_modules/react-feather/dist/icons').map((file) => [iconName(file), file]),
      );
      const named = [...sources, ...filesUnder('src/host').filter((file) => /\.tsx?$/.test(file))].flatMap(
        (file) =>
          [...readFileSync(join(root, file), 'utf8').matchAll(/\bicon(?:=|:\s*)["'](\w+)["']/g)].map(
            ([, name]) => name,
          ),
      );
      const used = [...new Set([...ADMINJS_ICONS, ...named])].filter((name) => known.has(name)).sort();
      build.onResolve({ filter: /^react-feather$/ }, () => ({
        path: 'icons',
        namespace: 'used-icons',
        sideEffects: false,
      }));
      build.onLoad({ filter: /.*/, namespace: 'used-icons' }, () => ({
        contents: used
          .map((name) => `export { default as ${name} } from ${JSON.stringify(join(root, known.get(name)))};`)
          .join('\n'),
        resolveDir: icons,
      }));
    },
  };
}

function iconName(file) {
  return file
    .replace(/^.*\//, '')
    .replace(/\.js$/, '')
    .split('-')
    .map((word) => word[0].toUpperCase() + word.slice(1))
    .join('');
}

/**
 * `house:pages`: a loader for every page of the house and of plugins, under the name that the server knows it by. The stylesheets that
 * stand beside a plugin's pages join the panel's own, after it.
 */
export function pagesOfPlugins(sources) {
  const ofPlugins = [/^plugins\/[^/]+\/adapters\/admin\//, /^docs\/examples\/[^/]+\/adapters\/admin\//];
  const withPages = [...ofPlugins, /^src\/host\/admin\/frontend\/pages\//];
  const within = (folders, ending) =>
    sources.filter((file) => file.endsWith(ending) && folders.some((folder) => folder.test(file)));
  const pages = within(withPages, '.page.tsx');
  const styles = within(ofPlugins, '.css');
  return {
    name: 'pages-of-plugins',
    setup(build) {
      build.onResolve({ filter: /^house:pages$/ }, () => ({ path: 'pages', namespace: 'house-pages' }));
      build.onLoad({ filter: /.*/, namespace: 'house-pages' }, () => ({
        contents: [
          `import { componentKey } from ${JSON.stringify(join(root, 'src/host/admin/component-key.ts'))};`,
          ...styles.map((file) => `import ${JSON.stringify(join(root, file))};`),
          'export const pages = {',
          ...pages.map(
            (file) =>
              `  [componentKey(${JSON.stringify(file)})]: () => import(${JSON.stringify(join(root, file))}),`,
          ),
          '};',
        ].join('\n'),
        resolveDir: root,
      }));
    },
  };
}
