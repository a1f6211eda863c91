import { z } from 'zod';
import type { Contributed } from '../../../src/kernel/plugin.js';
import { parseKept } from '../../../src/values/kept-json.js';
import { destination, type Destination } from '../contract/destination.js';
import type { PlaceKind, PlacesView, PlaceView, PlanView, RowFormat } from '../contract/doors.js';
import {
  newestAt,
  readFilling,
  readPlaces,
  readPlans,
  type PlaceRow,
  type PlanRow,
} from './database/read-places.js';
import { keptSentence, type Reading } from '../../../src/kernel/refusal-sentence.js';
import { keptNames, mayOf, setsOf } from './words.js';

/** The field that a chosen folder goes into. */
const FOLDER = 'folder';

const values = z.record(z.string(), z.string());

export async function placesView(reading: Reading): Promise<PlacesView> {
  const { queries } = reading.context.database;
  const kinds = kindsOf(reading);
  const filling = await readFilling(queries);
  const places = await Promise.all(
    (await readPlaces(queries)).map(async (row): Promise<PlaceView> => {
      const own = filling.filter(({ destinationId }) => destinationId === row.id);
      const count = (isProven: boolean): number =>
        own.filter((each) => each.isProven === isProven).reduce((sum, { copies }) => sum + copies, 0);
      return {
        ...placeOf(kinds, row),
        copies: {
          proven: count(true),
          stored: count(false),
          bytes: own.reduce((sum, { bytes }) => sum + bytes, 0),
        },
        newest: (await newestAt(queries, row.id))?.toISOString() ?? null,
      };
    }),
  );
  return {
    ...{ kinds, places },
    plans: (await readPlans(queries)).map((row) => planView(reading, row)),
    sets: setsOf(reading),
    mayConfigure: mayOf(reading).configure,
  };
}

/** What the extension point has, in the reader's words. */
export function kindsOf(reading: Reading): readonly PlaceKind[] {
  return reading.context.contributions(destination).map((contributed) => kindView(reading, contributed));
}

function kindView({ context, language }: Reading, { plugin, value }: Contributed<Destination>): PlaceKind {
  const text = (key: string): string =>
    context.translator.text(language, `${plugin}:destinations.${value.kind}.${key}`);
  return {
    name: value.kind,
    title: text('title'),
    folderField: value.folders ? FOLDER : null,
    fields: value.fields.map(({ name, required, secret }) => ({
      ...{ name, required, secret },
      label: text(`${name}.label`),
      help: text(`${name}.help`),
    })),
  };
}

function placeOf(kinds: readonly PlaceKind[], row: PlaceRow): Omit<PlaceView, 'copies' | 'newest'> {
  const kind = kinds.find(({ name }) => name === row.kind);
  const secrets = kind?.fields.filter(({ secret }) => secret).map(({ name }) => name) ?? [];
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    kindTitle: kind?.title ?? row.kind,
    active: row.active,
    place: values.safeParse(parseKept(row.place)).data ?? {},
    kept: row.secrets === null ? [] : secrets,
    keepLast: row.keep_last,
    keepDaily: row.keep_daily,
    keepWeekly: row.keep_weekly,
    keepMonthly: row.keep_monthly,
    version: row.version,
  };
}

function planView(reading: Reading, row: PlanRow): PlanView {
  return {
    id: row.id,
    name: row.name,
    cron: row.cron,
    zone: row.zone,
    sets: keptNames(row.sets),
    rows: row.rows as RowFormat,
    destinations: keptNames(row.destinations),
    active: row.active,
    nextRunAt: row.active ? (row.next_run_at?.toISOString() ?? null) : null,
    lastRunAt: row.last_run_at?.toISOString() ?? null,
    error: keptSentence(reading, row.last_error),
    version: row.version,
  };
}
