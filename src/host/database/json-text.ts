/** JSON as the house stores it. Amounts stand as text: JSON's numbers end at 2^53. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value ?? null, (_, part: unknown) =>
    typeof part === 'bigint' ? String(part) : part,
  );
}
