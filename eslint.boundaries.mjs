// The law of .dependency-cruiser.cjs, said in the editor while one types. The cruiser resolves paths and is the judge;
// these patterns only read what stands in the import.

const vendor = {
  regex: '^(?!\\.{1,2}/|node:)',
  message: 'Vendors live in src/host and plugins/*/adapters: depend on a type of ours instead.',
};
const anythingElse = { regex: '^(?!\\./)', message: 'A value imports nothing but its neighbours.' };
const anotherTree = {
  regex: '^(?!\\./|\\.\\./values/)',
  message: 'What a chart looks like follows from what it says: src/values and its neighbours only.',
};
const host = { regex: '/host/', message: 'What the host offers comes through a port of the plugin context.' };
const pluginFolder = {
  regex: '/plugins/',
  message: 'src names no plugin: let it contribute through the kernel.',
};
const outsideAdapters = {
  regex: '/src/(?!kernel/|values/|query/|cron/|panel-kit/)',
  message: 'A plugin knows src/kernel and src/values; its adapters src/query and src/cron too.',
};
const outside = {
  regex: '/src/(?!kernel/|values/)',
  message: 'A plugin knows src/kernel and src/values only.',
};
const otherPlugin = {
  regex: '^(\\.\\./)+(?!src/|(contract|domain|app|adapters|generated)/)[a-z-]+/(?!contract/)[\\w-]+/',
  message: 'Another plugin is met at its contract/ alone.',
};
const adapters = {
  regex: '/adapters/',
  message: 'plugin.ts hands the adapter in; describe what you need as a type.',
};
const inside = { regex: '/(app|adapters)/', message: 'A contract shows types, events, extension points.' };
const impure = {
  regex: '/kernel/|/(app|adapters)/|^node:(?!crypto$)',
  message: 'A rule takes values and gives values: src/values and its neighbours only.',
};

const forbid = (files, patterns, ignores = []) => ({
  files,
  ignores: ['**/test/**', '**/*.spec.ts', '**/*.spec.tsx', ...ignores],
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});

// The last entry that matches a file is the one that counts: from the wide to the narrow.
export default [
  forbid(['src/**/*.{ts,tsx}'], [vendor, pluginFolder], ['src/main.ts']),
  forbid(['src/host/**/*.{ts,tsx}', 'src/{query,cron,panel-kit}/**/*.{ts,tsx}'], [pluginFolder]),
  forbid(['src/kernel/**/*.ts'], [vendor, pluginFolder, host]),
  forbid(['src/values/**/*.ts'], [anythingElse]),
  forbid(['src/charts/**/*.ts'], [anotherTree]),
  forbid(['plugins/**/*.ts'], [vendor, outside, otherPlugin]),
  forbid(['plugins/*/adapters/**/*.{ts,tsx}'], [outsideAdapters]),
  forbid(['plugins/*/app/**/*.ts'], [vendor, outside, adapters]),
  forbid(['plugins/*/contract/**/*.ts'], [vendor, outside, inside]),
  forbid(['plugins/*/domain/**/*.ts'], [vendor, outside, impure]),
];
