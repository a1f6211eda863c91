import type { Actor } from '../../../src/kernel/permissions.js';
import type { Organisation, QueryHandle } from '../../../src/kernel/ports.js';
import type { Clock } from '../../../src/values/clock.js';
import { monthOf } from '../../../src/values/local-date.js';
import { err, type Refusal, type Result } from '../../../src/values/result.js';
import type { Directory, Periods } from '../../billing/contract/directory.js';
import type { EntryFigures, EntryKey } from '../contract/daily-entries.js';
import { checkFigures } from '../domain/daily-entry.js';
import { mayWriteDay, momentIn, type Moment } from '../domain/entry-day.js';
import { mayWriteAt } from './may-write-at.js';

interface Needs {
  readonly clock: Clock;
  readonly organisation: () => Promise<Organisation>;
  readonly settings: () => Promise<{ readonly cutoffHour: number }>;
  readonly directory: Directory;
  readonly periods: Periods;
}

/** When it is, and until which hour this actor writes yesterday; null: always. */
export interface WritingTime {
  readonly moment: Moment;
  readonly cutoffHour: number | null;
}

type Checked = Pick<EntryKey, 'day' | 'officeId' | 'geoId' | 'managerId'> & EntryFigures;

const NOTE_LENGTH = 500;
/** What a BIGINT column holds. */
const LARGEST = 9_223_372_036_854_775_807n;

/** The rules of an entry, whichever door it comes through. */
export function makeCheckEntry({ clock, organisation, settings, directory, periods }: Needs) {
  return {
    /** Read before the transaction begins. */
    async time(actor: Actor): Promise<WritingTime> {
      const { zone } = await organisation();
      const { cutoffHour } = await settings();
      const moment = momentIn(clock.now(), zone);
      return { moment, cutoffHour: actor.role === 'manager' ? cutoffHour : null };
    },

    /** In the writing transaction: the month stays open until it ends. Gives the profit. */
    async entry(
      queries: QueryHandle,
      actor: Actor,
      entry: Checked,
      { moment, cutoffHour }: WritingTime,
    ): Promise<Result<bigint, Refusal>> {
      const [office = null] = await directory.offices(queries, [entry.officeId]);
      const [geo = null] = await directory.geos(queries, [entry.geoId]);
      const [manager = null] = await directory.managers(queries, [entry.managerId]);
      const place = mayWriteAt(actor, { office, geo, manager });
      if (!place.ok) return place;
      const day = mayWriteDay(entry.day, moment, cutoffHour);
      if (!day.ok) return day;
      if ((entry.note?.length ?? 0) > NOTE_LENGTH) return err({ code: 'note-too-long', most: NOTE_LENGTH });
      if (entry.revenue > LARGEST || entry.cost > LARGEST) return err({ code: 'amount-too-large' });
      const profit = checkFigures(entry, null);
      if (!profit.ok) return profit;
      const month = monthOf(entry.day);
      const closed = await periods.closedAmong(queries, [month]);
      return closed.length > 0 ? err({ code: 'period-closed', month }) : profit;
    },
  };
}

export type CheckEntry = ReturnType<typeof makeCheckEntry>;
