import { afterEach, describe, expect, it } from '@jest/globals';
import { cruise, type ICruiseOptions, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

interface Law {
  readonly forbidden: IForbiddenRuleType[];
  readonly options: ICruiseOptions;
}

const root = join(import.meta.dirname, '../..');
const law = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as Law;

/** A small house: each file's path, and what it imports. */
type House = Record<string, readonly string[]>;

const LAWFUL: House = {
  'src/main.ts': ['./host/http/server.js', './kernel/ports.js', '../plugins/index.js'],
  'src/values/money.ts': ['./currency.js'],
  'src/values/currency.ts': [],
  'src/kernel/ports.ts': ['../values/money.js', 'node:events'],
  'src/query/queries.ts': ['../kernel/ports.js', 'kysely'],
  'src/cron/cron-rhythm.ts': ['../values/money.js', 'cron-parser'],
  'src/charts/option.ts': ['./axes.js', '../values/money.js'],
  'src/charts/axes.ts': [],
  'src/panel-kit/table.ts': ['react', '../values/money.js', '../charts/option.js'],
  'src/host/admin/entry.ts': ['../../panel-kit/table.js', 'house:pages'],
  'src/host/http/server.ts': ['../../kernel/ports.js', '../../query/queries.js', 'express', 'node:http'],
  'plugins/index.ts': ['./billing/plugin.js', './alerts/plugin.js'],
  'plugins/billing/plugin.ts': ['./app/issue-invoice.js', './adapters/database/invoices.js'],
  'plugins/billing/contract/events.ts': ['../../../src/kernel/ports.js', '../domain/invoice.js'],
  'plugins/billing/domain/invoice.ts': ['../../../src/values/money.js'],
  'plugins/billing/app/issue-invoice.ts': ['../domain/invoice.js', '../../../src/kernel/ports.js'],
  'plugins/billing/adapters/database/invoices.ts': [
    '../../app/issue-invoice.js',
    '../../../../src/query/queries.js',
    'kysely',
  ],
  'plugins/billing/test/invoice.spec.ts': ['../adapters/database/invoices.js', '../../alerts/plugin.js'],
  'plugins/alerts/plugin.ts': ['./app/watch.js'],
  'plugins/alerts/app/watch.ts': ['../../billing/contract/events.js'],
};

const UNLAWFUL: readonly (readonly [rule: string, house: House])[] = [
  ['no-cycles', { 'src/values/money.ts': ['./currency.js'], 'src/values/currency.ts': ['./money.js'] }],
  ['values-import-nothing', { 'src/values/money.ts': ['node:crypto'] }],
  ['values-import-nothing', { 'src/values/money.ts': ['../kernel/ports.js'], 'src/kernel/ports.ts': [] }],
  ['kernel-imports-values-only', { 'src/kernel/ports.ts': ['../host/http/server.js'] }],
  ['src-names-no-plugin', { 'src/host/http/server.ts': ['../../../plugins/billing/contract/events.js'] }],
  ['src-names-no-plugin', { 'src/cli.ts': ['../plugins/index.js'] }],
  ['plugins-know-kernel-and-values', { 'plugins/alerts/app/watch.ts': ['../../../src/host/http/server.js'] }],
  ['plugins-meet-at-contracts', { 'plugins/alerts/app/watch.ts': ['../../billing/domain/invoice.js'] }],
  ['domain-is-pure', { 'plugins/billing/domain/invoice.ts': ['../../../src/kernel/ports.js'] }],
  ['domain-is-pure', { 'plugins/billing/domain/invoice.ts': ['node:fs'] }],
  ['app-does-not-know-adapters', { 'plugins/alerts/app/watch.ts': ['../adapters/store.js'] }],
  ['contract-shows-no-inside', { 'plugins/billing/contract/events.ts': ['../app/issue-invoice.js'] }],
  ['wiring-is-the-outermost', { 'plugins/alerts/app/watch.ts': ['../plugin.js'] }],
  ['vendors-stay-in-adapters', { 'plugins/billing/app/issue-invoice.ts': ['kysely'] }],
  ['vendors-stay-in-adapters', { 'src/kernel/ports.ts': ['kysely'] }],
  ['vendors-stay-in-adapters', { 'src/main.ts': ['express'] }],
  [
    'generated-stays-in-adapters',
    { 'plugins/alerts/app/watch.ts': ['../../../generated/tables/billing.js'] },
  ],
  ['queries-are-a-matter-of-storage', { 'plugins/alerts/app/watch.ts': ['../../../src/query/queries.js'] }],
  ['queries-know-kernel-and-values', { 'src/query/queries.ts': ['../host/http/server.js'] }],
  [
    'recurrence-is-a-library-of-adapters',
    { 'plugins/alerts/app/watch.ts': ['../../../src/cron/cron-rhythm.js'] },
  ],
  ['recurrence-knows-values', { 'src/cron/cron-rhythm.ts': ['../kernel/ports.js'] }],
  ['charts-know-values', { 'src/charts/option.ts': ['../kernel/ports.js'] }],
  ['panel-kit-is-for-panels', { 'plugins/alerts/app/watch.ts': ['../../../src/panel-kit/table.js'] }],
  ['panel-kit-knows-values', { 'src/panel-kit/table.ts': ['../kernel/ports.js'] }],
  ['shipped-code-needs-no-tests', { 'src/host/http/server.ts': ['../../../test/harness/services.js'] }],
  ['everything-resolves', { 'src/main.ts': ['./nowhere.js'] }],
];

const folders: string[] = [];

function build(house: House): string {
  const folder = mkdtempSync(join(tmpdir(), 'countinghouse-law-'));
  folders.push(folder);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(
    join(folder, 'package.json'),
    '{ "type": "module", "dependencies": { "express": "*", "kysely": "*", "react": "*" } }',
  );
  for (const [path, imports] of Object.entries(house)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    // Types cross a border as well as anything else.
    const lines = imports.map((name, index) => `import type * as n${index} from '${name}';`);
    writeFileSync(join(folder, path), [...lines, 'export const here = true;', ''].join('\n'));
  }
  return folder;
}

/** Every file that the house imports and does not write out stands there empty. */
function completed(house: House): House {
  const paths = Object.entries(house).flatMap(([path, imports]) =>
    imports
      .filter((name) => name.startsWith('.') && !name.includes('nowhere'))
      .map((name) => join(dirname(path), name).replace(/\.js$/, '.ts')),
  );
  return { ...Object.fromEntries(paths.map((path) => [path, []])), ...house };
}

async function rulesBrokenIn(house: House): Promise<string[]> {
  const folder = build(house);
  const folderNames = [...new Set(Object.keys(house).map((path) => path.split('/')[0] ?? ''))];
  const { tsConfig: _anotherFolders, ...options } = law.options;
  const { output } = await cruise(folderNames, {
    ...options,
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden: law.forbidden },
  });
  return [...new Set((output as ICruiseResult).summary.violations.map(({ rule }) => rule.name))];
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('the law of the house', () => {
  it('lets a lawful house be', async () => {
    await expect(rulesBrokenIn(LAWFUL)).resolves.toEqual([]);
  });

  it.each(UNLAWFUL)('%s: %j', async (rule, house) => {
    await expect(rulesBrokenIn(completed(house))).resolves.toContain(rule);
  });

  it('has a specification of each of its rules', () => {
    const specified = new Set(UNLAWFUL.map(([rule]) => rule));
    expect(law.forbidden.map(({ name }) => name).filter((name) => !specified.has(name ?? ''))).toEqual([]);
  });

  it('says with each rule how to mend what breaks it', () => {
    for (const { comment } of law.forbidden) expect(comment).toMatch(/^.{30,}\.$/);
  });
});
