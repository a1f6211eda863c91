import { DateTime, IANAZone } from 'luxon';
import type { ZoneClock } from '../domain/when-due.js';

export const zoneClock: ZoneClock = {
  wall(at, zone) {
    const local = DateTime.fromJSDate(at, { zone });
    return { day: local.toFormat('yyyy-MM-dd'), minute: local.hour * 60 + local.minute };
  },
  instant({ day, minute }, zone) {
    // Hour and minute, not minutes added to midnight: the day may begin with another offset.
    const local = DateTime.fromISO(day, { zone }).set({ hour: Math.floor(minute / 60), minute: minute % 60 });
    return local.toJSDate();
  },
  isZone: (zone) => IANAZone.isValidZone(zone),
};
