import type { Database } from '../../../../src/kernel/ports.js';
import { upsert } from '../../../../src/query/upsert.js';
import { telegramTables } from './tables.js';

/** Telegram's number of a document that it has already: by the digest of its bytes, and the language. */
export async function knownFile(
  { queries }: Database,
  digest: string,
  language: string,
): Promise<string | null> {
  const row = await telegramTables(queries)
    .selectFrom('telegram_file')
    .select('file_id')
    .where('digest', '=', digest)
    .where('language', '=', language)
    .executeTakeFirst();
  return row?.file_id ?? null;
}

export async function rememberFile(
  { dialect, queries }: Database,
  file: { readonly digest: string; readonly language: string; readonly fileId: string; readonly now: Date },
): Promise<void> {
  const insert = telegramTables(queries)
    .insertInto('telegram_file')
    .values({
      ...{ digest: file.digest, language: file.language, file_id: file.fileId },
      created_at: file.now,
    });
  await upsert(dialect, insert, { key: ['digest', 'language'], set: ['file_id', 'created_at'] }).execute();
}

export async function forgetFile({ queries }: Database, digest: string, language: string): Promise<void> {
  await telegramTables(queries)
    .deleteFrom('telegram_file')
    .where('digest', '=', digest)
    .where('language', '=', language)
    .execute();
}
