import type { AssembledHouse } from '../../../kernel/lifecycle.js';
import type { Translator } from '../../../kernel/ports.js';
import { jobQueries } from '../../jobs/job-tables.js';
import type { Filters } from '../filters/filter-term.js';
import { mustBeFresh, type PanelReader } from '../panel-reader.js';
import { PanelRefusal } from '../panel-refusal.js';
import { mustBeTyped } from '../typed-title.js';
import { BULK_JOB, readReport, type BulkJobData } from './bulk-job.js';
import { BULK_REMOVE, type BulkOrder, type BulkReport } from './bulk-order.js';
import { enterBulk, matching, runOverAll, type BulkMeans } from './run-over-all.js';

type Json = Readonly<Record<string, unknown>>;

/** Longer ones are not waited for: they run as a job. */
const AT_ONCE = 200;

export interface BulkDoors {
  view(reader: PanelReader, model: string, action: string, filters: Filters, expected: number): Promise<Json>;
  /** `typed`: how many they are, where that has to be typed first */
  run(reader: PanelReader, order: BulkOrder, typed?: unknown): Promise<Json>;
  /** how far one's own job is */
  progress(reader: PanelReader, jobId: string): Promise<Json>;
}

interface Means extends BulkMeans {
  readonly house: AssembledHouse;
  readonly translator: Translator;
}

export function makeBulkDoors(means: Means): BulkDoors {
  const { house, registry, translator, actions } = means;
  const context = () => house.context('host');

  return {
    async view(reader, model, action, filters, expected) {
      const entry = enterBulk(means, reader, model, action);
      const records = await matching(means, reader, entry, { filters, expected });
      if (records.length === 0) throw new PanelRefusal({ code: 'bulk-nothing' });
      const say = (key: string) => translator.text(reader.language, key, { count: records.length });
      if (action === BULK_REMOVE)
        return {
          ...{ title: say('host:adminjs.actions.bulkDelete'), confirm: say('host:panel.bulk.removes') },
          ...{ danger: true, fields: [], defaults: {}, records: [], count: records.length },
          ...{ opens: null, typed: String(records.length) },
        };
      const { mustType, ...form } = actions.formOf(reader, model, action, records.length);
      const typed = mustType ? String(records.length) : null;
      return { ...form, opens: null, typed, defaults: {}, records: [], count: records.length };
    },

    async run(reader, order, typed) {
      const entry = enterBulk(means, reader, order.model, order.action);
      const named = entry.resource.actions.filter(({ name }) => name === order.action);
      if (named.some(({ reauthenticate }) => reauthenticate)) await mustBeFresh(reader);
      if (named.some((action) => action.typed)) mustBeTyped(String(order.expected), typed);
      const records = await matching(means, reader, entry, order);
      if (records.length <= AT_ONCE)
        return {
          report: await runOverAll(means, reader, order, { progress: () => Promise.resolve() }),
          job: null,
        };
      const data: BulkJobData = { ...order, userId: reader.actor.userId ?? '' };
      const job = await context().jobs.schedule(BULK_JOB, data, { requestedBy: reader.actor });
      return { report: null, job };
    },

    async progress(reader, jobId) {
      const row = await jobQueries(registry.database.queries)
        .selectFrom('job')
        .select(['data', 'state', 'progress', 'total'])
        .where('id', '=', jobId)
        .where('name', '=', BULK_JOB)
        .executeTakeFirst();
      const isOwn = row && (JSON.parse(row.data) as BulkJobData).userId === reader.actor.userId;
      if (!isOwn) throw new PanelRefusal({ code: 'record-unknown' }, 404);
      const report: BulkReport | null = await readReport(context(), jobId);
      return { state: row.state, progress: row.progress, total: row.total, report };
    },
  };
}
