/** How a span that begins on `day` (YYYY-MM-DD) is called: "March 2026", "2026 Q1", "2026", or its first day. */
export function spanLabel(day: string, grain: string | null, language: string): string {
  const locale = language === 'en' ? 'en-GB' : language;
  const written = (look: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { ...look, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
  switch (grain) {
    case 'year':
      return day.slice(0, 4);
    case 'quarter':
      return `${day.slice(0, 4)} Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
    case 'month':
      return written({ month: 'long', year: 'numeric' });
    default:
      return written({ dateStyle: 'medium' });
  }
}
