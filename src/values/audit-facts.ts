/** A record as the audit trail keeps it: amounts in minor units, as text. */
export function asFacts(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(record, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  ) as Record<string, unknown>;
}
