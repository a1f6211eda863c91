import { LIMITS } from './limits.js';

export const MANIFEST = 'manifest.json';

export type EntryKind = 'manifest' | 'table' | 'file';

const TABLE = /^tables\/[A-Za-z][A-Za-z0-9_]{0,62}\.(?:jsonl|csv)$/;
/** Names that every file system takes and none reads as more than a name. */
const SEGMENT = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const FILES = 'files/';

/** What an archive's entry is by its name; null for a name that no archive of ours has. */
export function kindOfEntry(name: string): EntryKind | null {
  if (name === MANIFEST) return 'manifest';
  if (TABLE.test(name)) return 'table';
  const segments = name.slice(FILES.length).split('/');
  const isFile = name.startsWith(FILES) && name.length <= LIMITS.nameBytes && segments.length >= 2;
  return isFile && segments.every((segment) => SEGMENT.test(segment)) ? 'file' : null;
}

/** A folder that tar writes along when it packs what was unpacked. */
export function isFolderOfArchive(name: string): boolean {
  const segments = name.split('/');
  if (name === '' || name === '.' || name === 'tables') return true;
  return segments[0] === 'files' && segments.every((segment) => SEGMENT.test(segment));
}

/** As tar names it when it packs `.`: `./tables/x.jsonl` is `tables/x.jsonl`, `./tables/` is `tables`. */
export function plainName(name: string): string {
  return name.replace(/^(?:\.\/)+/, '').replace(/\/$/, '');
}

export const tableEntry = (table: string, rows: 'jsonl' | 'csv'): string => `tables/${table}.${rows}`;
