import type { HealthCheck } from './contributions.js';
import { reasonOf } from './failures.js';
import type { BootEntry, HealthReport, HouseHealth } from './health-report.js';
import type { PluginContext } from './plugin-context.js';

/** What is asked: an assembled house, or one that is being put together. */
interface Checkable {
  readonly healthChecks: readonly { readonly plugin: string; readonly value: HealthCheck }[];
  context(plugin: string): PluginContext;
  bootReport(): readonly BootEntry[];
}

const CHECK_WITHIN_MS = 5000;

/** Runs every health check; one that throws or does not answer within five seconds is failing. */
export async function checkHealth(house: Checkable): Promise<HouseHealth> {
  const checks = await Promise.all(
    house.healthChecks.map(async ({ plugin, value }) => ({
      plugin,
      name: value.name,
      ...(await reportOf(() => value.check(house.context(plugin)))),
    })),
  );
  const boot = house.bootReport();
  const isFailing =
    checks.some(({ state }) => state === 'failing') || boot.some(({ state }) => state !== 'up');
  const isWarning = checks.some(({ state }) => state === 'warning');
  return { state: isFailing ? 'failing' : isWarning ? 'warning' : 'well', boot, checks };
}

async function reportOf(check: () => Promise<HealthReport>): Promise<HealthReport> {
  let timer: NodeJS.Timeout | undefined;
  const mend = 'npx countinghouse doctor';
  const late = new Promise<HealthReport>((resolve) => {
    const detail = `no answer within ${CHECK_WITHIN_MS / 1000} s`;
    timer = setTimeout(() => resolve({ state: 'failing', detail, mend }), CHECK_WITHIN_MS);
  });
  try {
    return await Promise.race([check(), late]);
  } catch (error) {
    return { state: 'failing', detail: reasonOf(error), mend };
  } finally {
    clearTimeout(timer);
  }
}
