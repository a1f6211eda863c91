// The law of the house: who may open which door. Each comment says how to mend what the rule finds.
// eslint.boundaries.mjs says the same in the editor; test/architecture/boundaries.spec.ts proves that each rule bites.

const TESTS = '(^|/)test/|\\.spec\\.tsx?$';
const VENDOR = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-bundled', 'npm-no-pkg', 'npm-unknown'];

/** Specifications look behind every door; the law is for what is shipped. */
const shipped = (path, alsoNot = []) => ({ path, pathNot: [TESTS, ...alsoNot] });

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment:
        'Two files that need each other are one file, or their common part is a third that both import.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'values-import-nothing',
      comment:
        'A value is plain: pass what it needs as an argument, or let the caller in domain/ or app/ do this part.',
      severity: 'error',
      from: shipped('^src/values/'),
      to: { pathNot: '^src/values/' },
    },
    {
      name: 'kernel-imports-values-only',
      comment:
        'The kernel describes a port (kernel/ports.ts); the adapter to it lives in src/host and reaches it by main.ts.',
      severity: 'error',
      from: shipped('^src/kernel/'),
      to: { pathNot: '^src/(kernel|values)/', dependencyTypesNot: ['core'] },
    },
    {
      name: 'src-names-no-plugin',
      comment: 'Let the plugin contribute through the kernel; only main.ts reads plugins/index.ts.',
      severity: 'error',
      from: shipped('^src/', ['^src/main\\.ts$']),
      to: { path: '^(plugins|docs/examples)/' },
    },
    {
      name: 'plugins-know-kernel-and-values',
      comment: 'What the host offers comes through a port of the plugin context: add one to kernel/ports.ts.',
      severity: 'error',
      from: shipped('^plugins/'),
      to: { path: '^src/', pathNot: '^src/(kernel|values|query|cron|panel-kit)/' },
    },
    {
      name: 'queries-are-a-matter-of-storage',
      comment:
        'src/query is the one dress that the query builder wears: use it in src/host and adapters/ alone.',
      severity: 'error',
      from: shipped('^(src|plugins)/', ['^src/(host|query)/', '^src/main\\.ts$', '^plugins/[^/]+/adapters/']),
      to: { path: '^src/query/' },
    },
    {
      name: 'recurrence-is-a-library-of-adapters',
      comment: 'src/cron is how a rhythm is read from five fields: use it in src/host and adapters/ alone.',
      severity: 'error',
      from: shipped('^(src|plugins)/', ['^src/(host|cron)/', '^plugins/[^/]+/adapters/']),
      to: { path: '^src/cron/' },
    },
    {
      name: 'recurrence-knows-values',
      comment: 'src/cron serves the host and the plugins alike: it takes plain values.',
      severity: 'error',
      from: shipped('^src/cron/'),
      to: { path: '^(src|plugins)/', pathNot: '^src/(cron|values)/' },
    },
    {
      name: 'queries-know-kernel-and-values',
      comment:
        'src/query serves the host and the plugins alike: it takes what it needs through a kernel port.',
      severity: 'error',
      from: shipped('^src/query/'),
      to: { path: '^(src|plugins)/', pathNot: '^src/(query|kernel|values)/' },
    },
    {
      name: 'plugins-meet-at-contracts',
      comment:
        'Import from the other plugin’s contract/; what is not there yet is exported there by its owner.',
      severity: 'error',
      from: shipped('^plugins/([^/]+)/'),
      to: { path: '^plugins/', pathNot: '^plugins/$1/|^plugins/[^/]+/contract/' },
    },
    {
      name: 'charts-know-values',
      comment:
        'What a chart looks like follows from what it says: hand in a ChartSpec (src/values/chart.ts).',
      severity: 'error',
      from: shipped('^src/charts/'),
      to: { path: '^(src|plugins)/', pathNot: '^src/(charts|values)/' },
    },
    {
      name: 'panel-kit-is-for-panels',
      comment: 'Parts of a page serve the browser alone: use them in src/host/admin and in adapters/admin.',
      severity: 'error',
      from: shipped('^(src|plugins)/', ['^src/(host/admin|panel-kit)/', '^plugins/[^/]+/adapters/admin/']),
      to: { path: '^src/panel-kit/' },
    },
    {
      name: 'panel-kit-knows-values',
      comment: 'The kit runs in a browser: hand in what the server knows as data.',
      severity: 'error',
      from: shipped('^src/panel-kit/'),
      to: { path: '^(src|plugins)/', pathNot: '^src/(panel-kit|charts|values)/' },
    },
    {
      name: 'domain-is-pure',
      // A digest is as pure as a sum; the plugin's own contract holds the types that its rules speak in.
      comment:
        'A rule takes values and gives values: fetch, log and store in app/ or adapters/ and pass the result in.',
      severity: 'error',
      from: shipped('^plugins/([^/]+)/domain/'),
      to: { pathNot: '^plugins/$1/(domain|contract)/|^src/values/|^(node:)?crypto$' },
    },
    {
      name: 'app-does-not-know-adapters',
      comment: 'Describe what the use case needs as a type in app/ and let plugin.ts hand the adapter in.',
      severity: 'error',
      from: shipped('^plugins/[^/]+/app/'),
      to: { path: '^plugins/[^/]+/adapters/' },
    },
    {
      name: 'contract-shows-no-inside',
      comment:
        'A contract is types, events, extension points: move the type that it shows into contract/ or domain/.',
      severity: 'error',
      from: shipped('^plugins/[^/]+/contract/'),
      to: { path: '^plugins/[^/]+/(app|adapters)/' },
    },
    {
      name: 'wiring-is-the-outermost',
      comment:
        'plugin.ts imports the rest of the plugin, never the reverse: hand the thing in as an argument.',
      severity: 'error',
      from: shipped('^plugins/[^/]+/(contract|domain|app|adapters)/'),
      to: { path: '^plugins/([^/]+/plugin|index)\\.ts$' },
    },
    {
      name: 'vendors-stay-in-adapters',
      comment:
        'Put the call into src/host or the plugin’s adapters/, behind a type of ours that the rest depends on.',
      severity: 'error',
      from: shipped('^(src|plugins)/', ['^src/(host|query|cron|panel-kit)/', '^plugins/[^/]+/adapters/']),
      to: { dependencyTypes: VENDOR },
    },
    {
      name: 'generated-stays-in-adapters',
      comment:
        'Tables and columns are a matter of storage: map them to the domain’s types in src/host or adapters/.',
      severity: 'error',
      from: shipped('^(src|plugins)/', ['^src/(host|query)/', '^src/main\\.ts$', '^plugins/[^/]+/adapters/']),
      to: { path: '^generated/' },
    },
    {
      name: 'shipped-code-needs-no-tests',
      comment: 'Move what both need out of the test folder.',
      severity: 'error',
      from: { path: '^(src|plugins)/', pathNot: TESTS },
      to: { path: TESTS, pathNot: 'node_modules' },
    },
    {
      name: 'everything-resolves',
      comment: 'The path is wrong, the package is not in package.json, or `npm run generate` has not run.',
      severity: 'error',
      from: {},
      // The panel's build puts these there: see scripts/panel-modules.mjs.
      to: { couldNotResolve: true, pathNot: '^(house:|adminjs/frontend/)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // An import of a type crosses a border as well as any other.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
