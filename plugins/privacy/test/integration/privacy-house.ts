// The built-in plugins and what the house itself keeps of people, over a test database.
import { copyRules } from '../../../../src/host/copies/copy-rules.js';
import { hostPersonalData } from '../../../../src/host/personal-data/host-personal-data.js';
import type { JobRun } from '../../../../src/kernel/contributions.js';
import { definePlugin, type PluginContext } from '../../../../src/kernel/plugin.js';
import type { TestDatabase } from '../../../../test/harness/database.js';
import { assembleTestHouse, type TestHouse, type TestHouseOptions } from '../../../../test/harness/house.js';
import { organisationSettings } from '../../../../src/host/settings/organisation.js';
import { builtInPlugins } from '../../../index.js';
import type { RetentionJob } from '../../app/run-retention.js';

const host = definePlugin({
  ...{ name: 'host', version: '0.1.0', host: '*', permissions: [], settings: organisationSettings },
  register(house) {
    house.personalData(hostPersonalData);
    for (const rule of copyRules) house.copying(rule);
  },
});

export function openPrivacy(database: TestDatabase, options: TestHouseOptions = {}): Promise<TestHouse> {
  return assembleTestHouse(database, { plugins: [host, ...builtInPlugins], ...options });
}

/** The job that applies the retention, as a night starts it. */
export function aNight(
  context: PluginContext,
  progress: (rows: number) => Promise<void> = async () => undefined,
): JobRun<RetentionJob> {
  return {
    ...{ id: 'a-job', data: { runId: null }, attempt: 1, lastAttempt: false, context, progress },
    signal: new AbortController().signal,
    effectOnce: (_key, effect) => context.database.transaction(effect),
  };
}
