/** An address inside the panel, or the API's reference, or null: `//elsewhere`, `/\elsewhere` and whole addresses lead out of the house. */
export function localPath(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 500) return null;
  if (value === '/api/docs') return value;
  if (!/^\/admin(?:[/?#]|$)/.test(value) || /[\\\s]/.test(value)) return null;
  const parsed = new URL(value, 'http://house.invalid');
  if (parsed.host !== 'house.invalid' || !/^\/admin(?:\/|$)/.test(parsed.pathname)) return null;
  return parsed.pathname === '/admin/login' ? null : parsed.pathname + parsed.search + parsed.hash;
}
