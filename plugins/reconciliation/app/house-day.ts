import type { Language } from '../../../src/kernel/permissions.js';
import type { Organisation } from '../../../src/kernel/ports.js';
import type { Clock } from '../../../src/values/clock.js';
import { localDateIn, type LocalDate } from '../../../src/values/local-date.js';

/** What the organisation says of itself, read before a transaction is opened: the day that it is, and the language of its books. */
export interface HouseDay {
  readonly today: LocalDate;
  readonly language: Language;
}

export async function houseDay({
  clock,
  organisation,
}: {
  readonly clock: Clock;
  readonly organisation: () => Promise<Organisation>;
}): Promise<HouseDay> {
  const { zone, language } = await organisation();
  return { today: localDateIn(clock.now(), zone), language };
}
