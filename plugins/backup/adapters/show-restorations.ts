import { z } from 'zod';
import { parseKept } from '../../../src/values/kept-json.js';
import {
  type RestorationState,
  type RestorationsView,
  type RestorationView,
  type TableEffect,
} from '../contract/doors.js';
import { isWhole, type ConflictPolicy, type Wanted } from '../domain/wanted.js';
import { readRestorable } from './database/read-backups.js';
import { readRequests, type RequestRow } from './database/read-places.js';
import { keptWanted } from './kept-wanted.js';
import { keptSentence, type Reading } from '../../../src/kernel/refusal-sentence.js';
import { keptNames, mayOf, namesOf, progressOf, say } from './words.js';

const SHOWN_REQUESTS = 20;
const SHOWN_COPIES = 100;
const UNDER_WAY: ReadonlySet<string> = new Set(['checking', 'approved', 'running']);

const effect = z.array(
  z.object({
    ...{ table: z.string(), model: z.string() },
    ...{ added: z.number(), changed: z.number(), removed: z.number(), kept: z.number() },
  }),
);

export async function restorationsView(reading: Reading): Promise<RestorationsView> {
  const { queries } = reading.context.database;
  const copies = await readRestorable(queries, SHOWN_COPIES);
  return {
    requests: await requestViews(reading, await readRequests(queries, SHOWN_REQUESTS)),
    copies: copies.map(({ id, state, file_name, started_at, records, sets, place }) => ({
      ...{ id, place, fileName: file_name, madeAt: started_at.toISOString(), records: Number(records) },
      isProven: state === 'proven',
      isWhole: keptNames(sets).length === 0,
    })),
    may: mayOf(reading),
  };
}

export async function requestViews(
  reading: Reading,
  requests: readonly RequestRow[],
): Promise<readonly RestorationView[]> {
  const nameOf = await namesOf(
    reading,
    requests.flatMap(({ requested_by, decided_by }) => [requested_by, decided_by]),
  );
  return Promise.all(
    requests.map(async (row): Promise<RestorationView> => ({
      id: row.id,
      fileName: row.file_name,
      chosen: await chosenNames(reading, keptWanted(row.wanted)),
      conflicts: row.conflicts as ConflictPolicy,
      state: row.state as RestorationState,
      progress: await progressOf(reading, UNDER_WAY.has(row.state) ? row.job_id : null),
      effect: effectOf(reading, row.effect),
      error: keptSentence(reading, row.error),
      requestedBy: nameOf(row.requested_by) ?? '',
      requestedAt: row.requested_at.toISOString(),
      decidedBy: nameOf(row.decided_by),
      decidedAt: row.decided_at?.toISOString() ?? null,
      finishedAt: row.finished_at?.toISOString() ?? null,
      isMine: row.requested_by === reading.actor.userId,
    })),
  );
}

/** Records that are here by their titles; others as they were asked for. */
async function chosenNames(
  { context, actor }: Reading,
  asked: Wanted | null,
): Promise<readonly string[] | null> {
  if (asked === null || isWhole(asked)) return null;
  const known = await Promise.all([
    context.records.visible(actor, 'Representative', asked.representatives),
    context.records.visible(actor, 'Invoice', asked.invoices),
  ]);
  const titles = new Map(known.flat().map(({ id, title }) => [id, title]));
  return [...asked.representatives, ...asked.invoices].map((each) => titles.get(each) ?? each);
}

/** Tables by the names that the panel has for their records; what it has no name for is told together, last. */
function effectOf(reading: Reading, kept: string | null): readonly TableEffect[] | null {
  const read = kept === null ? null : effect.safeParse(parseKept(kept)).data;
  if (!read) return null;
  const { context, language } = reading;
  const owners = new Map(context.copies.tables.map(({ model, plugin }) => [model, plugin]));
  const titled = read.map(({ table, model, ...counts }): TableEffect => {
    const key = `${owners.get(model) ?? context.plugin}:resources.${model}.plural`;
    return { table, title: context.translator.text(language, key, { defaultValue: '' }), ...counts };
  });
  const named = titled.filter(({ title }) => title !== '');
  const others = titled.filter(({ title }) => title === '');
  if (others.length === 0) return named;
  const sum = (count: 'added' | 'changed' | 'removed' | 'kept'): number =>
    others.reduce((total, each) => total + each[count], 0);
  return [
    ...named,
    {
      ...{ table: '', title: say(reading, 'words.other-records') },
      ...{ added: sum('added'), changed: sum('changed'), removed: sum('removed'), kept: sum('kept') },
    },
  ];
}
