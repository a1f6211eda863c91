import { expect, it } from '@jest/globals';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { provideAnalytics } from '../../analytics-service.js';

it.each([
  ['2026-03-15T22:30:00Z', 'Europe/Kyiv', '2026-03-16'],
  ['2026-03-15T22:30:00Z', 'UTC', '2026-03-15'],
  ['2026-01-01T04:59:00Z', 'America/New_York', '2025-12-31'],
  ['2026-12-31T10:00:00Z', 'Pacific/Kiritimati', '2027-01-01'],
])('at %s it is, in %s, %s', async (instant, zone, day) => {
  const house = {
    clock: { now: () => new Date(instant) },
    database: { dialect: 'sqlite' },
    contributions: () => [],
    organisation: () => Promise.resolve({ zone }),
  };
  expect(await provideAnalytics(house as unknown as PluginContext).today()).toBe(day);
});
