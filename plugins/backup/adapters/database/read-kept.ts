import { z } from 'zod';

const values = z.record(z.string(), z.string());
const names = z.array(z.string());

/** What the columns of backups keep as JSON. */
export function keptValues(text: string | null): Readonly<Record<string, string>> {
  return text === null ? {} : values.parse(JSON.parse(text));
}

export function keptNames(text: string): readonly string[] {
  return names.parse(JSON.parse(text));
}
