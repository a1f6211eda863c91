// Three kinds of test, told apart by their place and name:
//   unit         *.spec.ts              plain values, nothing outside the process
//   integration  *.integration.spec.ts  real databases, queues, child processes; run once per database
//   journeys     test/journeys/**       a real browser against a served house; a plugin's own stand with it
// `npm test -- --selectProjects unit`, or `npm test -- path/to/file` whatever its kind.

const shared = {
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'cjs', 'json', 'node'],
  // NodeNext imports name the emitted file; under test the source stands in for it. `.js` first, so that
  // packages in node_modules which ship sources beside their build keep resolving to the build.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1.js', '$1.ts', '$1.tsx'] },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/var/'],
  testEnvironment: 'node',
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        sourceMaps: 'inline',
        module: { type: 'es6' },
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
        },
      },
    ],
  },
};

const elsewhere = ['/node_modules/', '<rootDir>/dist/', '<rootDir>/var/'];

export default {
  globalSetup: '<rootDir>/scripts/native-modules.mjs',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{src,plugins,test,docs,scripts}/**/*.spec.{ts,tsx}'],
      testPathIgnorePatterns: [...elsewhere, '\\.integration\\.spec\\.tsx?$', '/test/journeys/'],
    },
    {
      ...shared,
      displayName: 'integration',
      testMatch: ['<rootDir>/{src,plugins,test,docs,scripts}/**/*.integration.spec.{ts,tsx}'],
      testPathIgnorePatterns: [...elsewhere, '/test/journeys/'],
    },
    {
      ...shared,
      displayName: 'journeys',
      testMatch: ['<rootDir>/{,plugins/*/}test/journeys/**/*.spec.{ts,tsx}'],
      testPathIgnorePatterns: elsewhere,
    },
  ],
  testTimeout: 60_000,
  // Modules of a specification that has ended are never quite let go of: a worker that has grown so large is replaced.
  workerIdleMemoryLimit: '2GB',
  collectCoverageFrom: ['{src,plugins}/**/*.{ts,tsx}', '!**/*.d.ts', '!**/test/**', '!**/*.spec.{ts,tsx}'],
  coverageDirectory: '<rootDir>/coverage',
};
