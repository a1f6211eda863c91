import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { SUBJECT_KINDS } from '../../../../src/kernel/personal-data.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { Ledger } from '../../app/erase-subject.js';

const line = z.object({
  kind: z.enum(SUBJECT_KINDS),
  id: z.string(),
  at: z.iso.datetime().transform((text) => new Date(text)),
});

/** `STORAGE/privacy/ledger/erasures.jsonl`: ids alone, a line each time that somebody was to be forgotten. */
export const ledger: Ledger = {
  async add(context, { kind, id }) {
    const file = await open(await pathOf(context), 'a', 0o600);
    try {
      const at = (await context.database.now()).toISOString();
      await file.appendFile(`${JSON.stringify({ kind, id, at })}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  },

  async all(context) {
    const text = await readFile(await pathOf(context), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    // A line that was cut by a crash names nobody; the erasure it was of had not begun.
    const read = text.split('\n').flatMap((each) => {
      const parsed = line.safeParse(jsonOf(each));
      return parsed.success ? [parsed.data] : [];
    });
    return [...new Map(read.map((each) => [`${each.kind} ${each.id}`, each])).values()];
  },
};

async function pathOf(context: PluginContext): Promise<string> {
  return join(await context.storage.folder('ledger'), 'erasures.jsonl');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
