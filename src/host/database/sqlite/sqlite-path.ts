import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';

/** The address of a file, by which `sqlitePath` finds it again. */
export const fileUrl = (path: string): string => `file:${encodeURIComponent(path)}`;

/** `file:var/house.db`, `file:./…`, `file:/…`, `file:///…`, and the same with `sqlite:`. Relative to the working folder. */
export function sqlitePath(url: string): string {
  const rest = url.replace(/^(file|sqlite):/, '').replace(/\?.*$/, '');
  if (rest === '' || rest.includes(':memory:')) {
    throw new Error(
      `${url} names no file: the house keeps its database in one, e.g. file:./var/countinghouse.db`,
    );
  }
  return rest.startsWith('//') ? fileURLToPath(`file:${rest}`) : resolve(decodeURIComponent(rest));
}
