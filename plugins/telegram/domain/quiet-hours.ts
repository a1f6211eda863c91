/** "22:00-08:00", "22–8", "22.30 – 7.00": hours of a day, as HH:MM. Null when it is none, or both are the same. */
export function readQuietHours(text: string): { readonly from: string; readonly to: string } | null {
  const match = /^\s*(\d{1,2})(?:[:.](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d{2}))?\s*$/.exec(text);
  if (!match) return null;
  const [from, to] = [timeOf(match[1]!, match[2]), timeOf(match[3]!, match[4])];
  return from === null || to === null || from === to ? null : { from, to };
}

function timeOf(hour: string, minute = '00'): string | null {
  return Number(hour) < 24 && Number(minute) < 60 ? `${hour.padStart(2, '0')}:${minute}` : null;
}
