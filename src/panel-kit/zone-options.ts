/** Names that browsers still list under the spelling of before 2022 (IANA time zone database, 2022b). */
const RENAMED: Readonly<Record<string, string>> = { 'Europe/Kiev': 'Europe/Kyiv' };

/** IANA zones that this browser knows, and the chosen one, which it may not. */
export function zoneOptions(chosen: string): readonly string[] {
  const known = Intl.supportedValuesOf('timeZone').map((zone) => RENAMED[zone] ?? zone);
  return [...new Set([chosen, 'UTC', ...known])].sort();
}
