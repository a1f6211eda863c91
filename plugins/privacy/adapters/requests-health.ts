import type { HealthCheck } from '../../../src/kernel/contributions.js';
import type { ErasureParts } from '../app/erase-subject.js';
import type { ExportParts } from '../app/export-subject.js';

const DAY_MS = 86_400_000;
/** Nobody asks again for a file that failed longer ago. */
const EXPORTS_SINCE_MS = 7 * DAY_MS;
const EXPORTS_READ = 500;

/** Erasures and exports that people were promised, and that failed or do not come to an end. */
export function requestsHealth(parts: {
  readonly erasure: Pick<ErasureParts, 'erasures'>;
  readonly export: Pick<ExportParts, 'exports'>;
}): HealthCheck {
  return {
    name: 'requests',
    async check({ database, translator, organisation }) {
      const { language } = await organisation();
      const say = (key: string, facts = {}) => translator.text(language, `privacy:health.${key}`, facts);
      const now = (await database.now()).getTime();
      const erasures = await parts.erasure.erasures.list(database.queries);
      const exports = await parts.export.exports.list(database.queries, EXPORTS_READ);
      const isLate = (at: Date): boolean => at.getTime() < now - DAY_MS;
      const found = [
        ['erasures-failed', erasures.filter(({ state }) => state === 'failed').length],
        [
          'erasures-late',
          erasures.filter(({ state, requestedAt }) => state === 'running' && isLate(requestedAt)).length,
        ],
        [
          'exports-failed',
          exports.filter(
            ({ state, createdAt }) => state === 'failed' && createdAt.getTime() > now - EXPORTS_SINCE_MS,
          ).length,
        ],
        [
          'exports-late',
          exports.filter(
            ({ state, createdAt }) => (state === 'waiting' || state === 'running') && isLate(createdAt),
          ).length,
        ],
      ] as const;
      const wrong = found.filter(([, count]) => count > 0);
      if (wrong.length === 0) return { state: 'well', detail: say('well') };
      return {
        state: 'warning',
        detail: wrong.map(([key, count]) => say(key, { count })).join(' '),
        mend: say('mend'),
      };
    },
  };
}
