// The built-in plugins and what the house itself keeps of people, over a test database.
import { hostPersonalData } from '../../../../src/host/personal-data/host-personal-data.js';
import { definePlugin } from '../../../../src/kernel/plugin.js';
import type { TestDatabase } from '../../../../test/harness/database.js';
import { assembleTestHouse, type TestHouse, type TestHouseOptions } from '../../../../test/harness/house.js';
import { builtInPlugins } from '../../../index.js';

const host = definePlugin({
  ...{ name: 'host', version: '0.1.0', host: '*', permissions: [] },
  register: (house) => house.personalData(hostPersonalData),
});

export function openPrivacy(database: TestDatabase, options: TestHouseOptions = {}): Promise<TestHouse> {
  return assembleTestHouse(database, { plugins: [host, ...builtInPlugins], ...options });
}
