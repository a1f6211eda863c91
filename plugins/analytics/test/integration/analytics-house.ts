// Analytics over a billing of one's own.
import type { TestDatabase } from '../../../../test/harness/database.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import type { Database } from '../../../../src/kernel/ports.js';
import { makeFigures } from '../../adapters/database/figures.js';
import { makeRollups } from '../../adapters/database/rollups.js';
import { makeAnswerQuery } from '../../app/answer-query.js';
import { makeCatalogue, readableMeasures } from '../../app/catalogue.js';
import { dailyEntryKpis } from '../../app/daily-entry-kpis.js';
import type { Difference } from '../../app/rollups.js';
import type { AnalyticsQuery, AnalyticsResult } from '../../contract/query.js';

export interface AnalyticsHouse {
  ask(query: AnalyticsQuery, actor?: Actor): Promise<AnalyticsResult>;
  refusal(query: AnalyticsQuery, actor?: Actor): Promise<string>;
  /** until nothing waits */
  foldAll(): Promise<void>;
  rebuild(): Promise<void>;
  differences(): Promise<readonly Difference[]>;
}

export const administrator: Actor = {
  userId: null,
  name: 'admin@house.test',
  role: 'admin',
  via: 'panel',
  language: 'en',
  representativeId: null,
  managerId: null,
  officeIds: [],
};

export function openAnalytics({
  port,
}: Pick<TestDatabase, 'port'> | { readonly port: Database }): AnalyticsHouse {
  const catalogue = makeCatalogue(dailyEntryKpis.map((value) => ({ plugin: 'analytics', value })));
  const query = makeAnswerQuery({
    database: port,
    catalogue,
    measuresOf: (actor) => readableMeasures(catalogue, actor, () => true),
    figures: makeFigures(port.dialect),
  });
  const rollups = makeRollups(port.dialect);
  return {
    async foldAll() {
      while ((await rollups.fold(port)) > 0);
    },
    rebuild: () => rollups.rebuild(port, () => Promise.resolve()),
    differences: () => rollups.differences(port.queries, 100),
    async ask(asked, actor = administrator) {
      const found = await query(actor, asked);
      if (!found.ok) throw new Error(`refused: ${JSON.stringify(found.error)}`);
      return found.value;
    },
    async refusal(asked, actor = administrator) {
      const found = await query(actor, asked);
      return found.ok ? 'answered' : found.error.code;
    },
  };
}
