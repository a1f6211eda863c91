/** IANA zones that this browser knows, and the chosen one, which it may not. */
export function zoneOptions(chosen: string): readonly string[] {
  return [...new Set([chosen, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort();
}
