import type { AdminAction, AdminResource } from '../../../../src/kernel/contributions.js';
import { everything } from '../../../../src/kernel/permissions.js';
import { err, ok } from '../../../../src/values/result.js';
import { useCases } from '../../use-cases.js';
import { makeArchivedYears } from '../database/years.js';
import { MOVE_JOB, RETURN_JOB, type YearJob } from '../jobs/year-jobs.js';
import { readYear } from '../read-year.js';

export const archivedYears: AdminResource = {
  model: 'ArchivedYear',
  icon: 'Archive',
  permissions: { read: 'archive.read' },
  scope: () => everything,
  titleField: 'year',
  listFields: ['year', 'state', 'movedAt', 'bytes', 'returnedAt'],
  showFields: [
    'year',
    'state',
    'fileName',
    'sha256',
    'bytes',
    'requestedBy',
    'movedAt',
    'returnedAt',
    'error',
  ],
  filterFields: ['year', 'state'],
  sort: { by: 'year', direction: 'desc' },
  fields: {
    state: { kind: 'status', options: ['moving', 'moved', 'returned', 'failed'] },
    requestedBy: { reference: 'User' },
    error: { kind: 'refusal' },
  },
};

const look: AdminAction = {
  name: 'look',
  resource: 'ArchivedYear',
  on: 'resource',
  permission: 'archive.move',
  icon: 'Search',
  form: [{ name: 'year', kind: 'text', required: true }],
  async run({ context, input }) {
    const year = readYear(input['year']);
    if (!year.ok) return year;
    const report = await context.use(useCases).lookAtYear(year.value);
    if (!report.ok) return report;
    const { invoices, payments, stays } = report.value;
    const kept = Object.values(stays).reduce((all, count) => all + count, 0);
    return ok({
      message: {
        key: 'archive:actions.ArchivedYear.look.done',
        facts: { year: year.value, invoices, payments, kept },
      },
    });
  },
};

const move: AdminAction = {
  name: 'move',
  resource: 'ArchivedYear',
  on: 'resource',
  permission: 'archive.move',
  icon: 'Archive',
  ...{ confirm: true, danger: true, reauthenticate: true },
  form: [
    { name: 'year', kind: 'text', required: true },
    { name: 'again', kind: 'text', required: true },
  ],
  async run({ context, actor, input }) {
    const year = readYear(input['year']);
    if (!year.ok) return year;
    if (String(input['again']).trim() !== String(year.value)) return err({ code: 'year-not-typed' });
    const { queries } = context.database;
    const looked = await context.use(useCases).mayMove(queries, year.value);
    if (!looked.ok) return looked;
    const data: YearJob = { year: year.value, requestedBy: actor.userId ?? '' };
    await context.jobs.schedule(MOVE_JOB, data, { requestedBy: actor, unique: `archive:${year.value}` });
    return ok({ message: { key: 'archive:actions.ArchivedYear.move.done', facts: { year: year.value } } });
  },
};

const bringBack: AdminAction = {
  name: 'bring-back',
  resource: 'ArchivedYear',
  on: 'record',
  permission: 'archive.move',
  icon: 'RotateCcw',
  ...{ confirm: true, danger: true, typed: true, reauthenticate: true },
  available: ({ state }) => state === 'moved',
  async run({ context, actor, ids: [id = ''] }) {
    const { queries, dialect } = context.database;
    const known = await makeArchivedYears(dialect).ofId(queries, id);
    if (known?.state !== 'moved') return err({ code: 'year-not-moved', year: known?.year ?? '' });
    const data: YearJob = { year: known.year, requestedBy: actor.userId ?? '' };
    await context.jobs.schedule(RETURN_JOB, data, { requestedBy: actor, unique: `archive:${known.year}` });
    return ok({
      message: { key: 'archive:actions.ArchivedYear.bring-back.done', facts: { year: known.year } },
    });
  },
};

export const actions: readonly AdminAction[] = [look, move, bringBack];
