/**
 * What was kept as JSON, for a schema to read; `undefined` where it is none any more. One row that was spoiled by hand or by half a
 * restore is then left out of a list, in place of being its end.
 */
export function parseKept(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
