const ISO =
  /^(\d{4})[-/](\d{2})[-/](\d{2})(?:([ T])(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/;
const SECONDS = /^\d{9,11}(?:\.\d+)?$/;
const MILLISECONDS = /^\d{12,14}$/;

/**
 * Milliseconds since 1970 of an ISO 8601 date or date-time (a space may stand for the T), or of seconds or milliseconds since 1970;
 * null for anything else. Without a zone it counts as UTC: only distances matter.
 */
export function readStamp(text: string): number | null {
  if (SECONDS.test(text)) return Number(text) * 1_000;
  if (MILLISECONDS.test(text)) return Number(text);
  const match = ISO.exec(text);
  if (!match) return null;
  const [, year, month, day, , hour = '00', minute = '00', second = '00', fraction = '0', zone = 'Z'] = match;
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
  const milliseconds = fraction.padEnd(3, '0').slice(0, 3);
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}${offset}`);
  const isReal =
    !Number.isNaN(at) && Number(day) <= new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return isReal ? at : null;
}

/** Writes instants in the way of `example`, which `readStamp` reads. */
export function stampWriter(example: string): (at: number) => string {
  if (SECONDS.test(example)) return (at) => String(at / 1_000);
  if (MILLISECONDS.test(example)) return String;
  const [, , , , between, , , second, fraction, zone = ''] = ISO.exec(example)!;
  const sign = example[4]!;
  const offset = zone === '' || zone === 'Z' ? 0 : offsetOf(zone);
  return (at) => {
    const iso = new Date(at + offset).toISOString();
    const date = iso.slice(0, 10).replaceAll('-', sign);
    if (between === undefined) return date;
    const time = iso.slice(11, second === undefined ? 16 : 19);
    const parts =
      fraction === undefined
        ? ''
        : `.${iso.slice(20, 23).padEnd(fraction.length, '0').slice(0, fraction.length)}`;
    return `${date}${between}${time}${parts}${zone}`;
  };
}

function offsetOf(zone: string): number {
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
