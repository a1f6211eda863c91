import { z } from 'zod';
import {
  defineOperation,
  type ApiOperation,
  type ApiRefusal,
  type ApiRequest,
} from '../../../../src/kernel/contributions.js';
import { err, ok, type Refusal } from '../../../../src/values/result.js';
import {
  COPY_STATES,
  DRILL_STATES,
  RUN_STATES,
  TRIGGERS,
  type BackupAsked,
  type RunView,
} from '../../contract/doors.js';
import { findRun, readDrills, readRuns } from '../database/read-backups.js';
import type { BackupDeeds } from '../http/deeds.js';
import { backupAsked } from '../read-asked.js';
import { drillView, runViews } from '../show-backups.js';
import { placesView } from '../show-places.js';
import type { Reading } from '../../../../src/kernel/refusal-sentence.js';

const READ = 'backup.read';
const DRILLS_MOST = 100;

const id = z.uuid().meta({ example: '0199a3f0-6b1c-7c3e-9f52-0f4e2a8d1c77' });
const instant = z.iso.datetime().meta({ description: 'UTC' });
const why = z.string().nullable().meta({ description: 'Why it failed, in the language that was asked for' });

const backup = z
  .object({
    id,
    fileName: z.string(),
    trigger: z.enum(TRIGGERS),
    sets: z.array(z.string()).meta({ description: 'Titles; empty: everything' }),
    state: z.enum(RUN_STATES),
    records: z.int(),
    bytes: z.int(),
    sha256: z.string().nullable().meta({ description: 'Of the encrypted file' }),
    startedAt: instant,
    finishedAt: instant.nullable(),
    error: why,
    copies: z.array(
      z.object({
        id,
        place: z.string(),
        state: z.enum(COPY_STATES),
        storedAt: instant.nullable(),
        provenAt: instant.nullable().meta({ description: 'When it was fetched back and compared' }),
        error: why,
      }),
    ),
  })
  .meta({ id: 'Backup' });

const drill = z
  .object({
    id,
    fileName: z.string(),
    state: z.enum(DRILL_STATES),
    startedAt: instant,
    finishedAt: instant.nullable(),
    error: why,
  })
  .meta({ id: 'BackupDrill' });

const destination = z
  .object({
    id,
    name: z.string(),
    kind: z.string(),
    active: z.boolean(),
    ...{ keepLast: z.int(), keepDaily: z.int(), keepWeekly: z.int(), keepMonthly: z.int() },
    copies: z.object({ proven: z.int(), stored: z.int(), bytes: z.int() }),
    newest: instant.nullable(),
  })
  .meta({ id: 'BackupDestination' });

const listAsked = z.strictObject({
  limit: z
    .string()
    .regex(/^(?:[1-9]\d?|100)$/)
    .transform(Number)
    .default(25)
    .meta({ description: 'Records on a page, 1 to 100', example: '25' }),
  cursor: z.uuid().optional().meta({ description: 'From `next` of the page before' }),
});

const byId = z.strictObject({ id });

const list = defineOperation({
  name: 'backup.list-backups',
  method: 'GET',
  path: '/backups',
  permission: READ,
  summary: 'List backups',
  description:
    'Newest first: what was made, where each copy lies and whether it is proven. Never what is in them.',
  parameters: listAsked,
  answer: {
    status: 200,
    schema: z.object({ data: z.array(backup), next: z.string().nullable() }).meta({ id: 'BackupList' }),
  },
  async handle(request) {
    const { limit, cursor } = request.parameters;
    const found = await readRuns(request.context.database.queries, limit + 1, cursor);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return ok({
      data: (await runViews(request, page)).map(answerOf),
      next: last && found.length > limit ? request.next(last.id) : null,
    });
  },
});

const listDrills = defineOperation({
  name: 'backup.list-drills',
  method: 'GET',
  path: '/backups/drills',
  permission: READ,
  summary: 'List restore drills',
  description: `The newest ${DRILLS_MOST}: a backup restored into a database of its own, and every balance computed again.`,
  answer: { status: 200, schema: z.object({ data: z.array(drill) }).meta({ id: 'BackupDrillList' }) },
  async handle(request: ApiRequest<unknown, unknown>) {
    const drills = await readDrills(request.context.database.queries, DRILLS_MOST);
    const views = await Promise.all(drills.map((each) => drillView(request, each)));
    return ok({
      data: views.map(({ id: drillId, fileName, state, startedAt, finishedAt, error }) => ({
        ...{ id: drillId, fileName, state, startedAt, finishedAt, error },
      })),
    });
  },
});

const listDestinations = defineOperation({
  name: 'backup.list-destinations',
  method: 'GET',
  path: '/backups/destinations',
  permission: READ,
  summary: 'List the places of backups',
  description: 'How long each keeps backups and how many lie there; not how it is reached.',
  answer: {
    status: 200,
    schema: z.object({ data: z.array(destination) }).meta({ id: 'BackupDestinationList' }),
  },
  async handle(request: ApiRequest<unknown, unknown>) {
    const { places } = await placesView(request);
    return ok({
      data: places.map(({ id: placeId, name, kind, active, copies, newest, ...rest }) => {
        const { keepLast, keepDaily, keepWeekly, keepMonthly } = rest;
        return {
          ...{ id: placeId, name, kind, active, copies, newest },
          ...{ keepLast, keepDaily, keepWeekly, keepMonthly },
        };
      }),
    });
  },
});

const read = defineOperation({
  name: 'backup.read-backup',
  method: 'GET',
  path: '/backups/{id}',
  permission: READ,
  summary: 'Read a backup',
  parameters: byId,
  answer: { status: 200, schema: backup },
  refusals: [404],
  async handle(request) {
    const found = await shown(request, request.parameters.id);
    return found ? ok(found) : err({ code: 'unknown-backup', status: 404 as const });
  },
});

/** The literal paths first: an id is none of their words. */
export const readingOperations: readonly ApiOperation[] = [list, listDrills, listDestinations, read];

export function makeOperation({ makeBackup }: BackupDeeds): ApiOperation {
  return defineOperation({
    name: 'backup.make-backup',
    method: 'POST',
    path: '/backups',
    permission: 'backup.make',
    answerPermission: READ,
    summary: 'Make a backup',
    description: 'It is made in the background: read it until each of its copies is proven.',
    body: backupAsked,
    answer: { status: 201, schema: backup, location: '/backups' },
    async handle(request: ApiRequest<unknown, BackupAsked>) {
      const { context, actor, body } = request;
      const made = await makeBackup(context, actor, body, 'api');
      return made.ok ? ok({ id: made.value.runId }) : refused(made.error);
    },
    answered: (request, { id: runId }) => shown(request, runId),
  });
}

async function shown(request: Reading & Pick<ApiRequest, 'context'>, runId: string) {
  const run = await findRun(request.context.database.queries, runId);
  const [view] = run ? await runViews(request, [run]) : [];
  return view ? answerOf(view) : null;
}

/** Whose schedule or wish it was is for the panel. */
function answerOf(run: RunView): z.infer<typeof backup> {
  const { id: runId, fileName, trigger, sets, state, records, bytes, sha256 } = run;
  const { startedAt, finishedAt, error, copies } = run;
  return {
    ...{ id: runId, fileName, trigger, sets: [...sets], state, records, bytes, sha256 },
    ...{ startedAt, finishedAt, error, copies: [...copies] },
  };
}

function refused(refusal: Refusal): { readonly ok: false; readonly error: ApiRefusal } {
  return err({ ...refusal, status: 422 });
}
