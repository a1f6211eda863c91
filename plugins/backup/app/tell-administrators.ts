import type { PluginContext } from '../../../src/kernel/plugin.js';
import { BACKUPS_PAGE, peopleWho } from './tell-people.js';

export type BackupNews =
  'backup-late' | 'backup-failed' | 'backup-shrank' | 'copy-failed' | 'copy-not-proven';

/** Tells each administrator who may see backups, once for each key. */
export async function tellAdministrators(
  context: PluginContext,
  kind: BackupNews,
  facts: Readonly<Record<string, unknown>>,
  uniqueKey: string,
): Promise<void> {
  const userIds = await peopleWho(context, 'backup.read', ['admin']);
  if (userIds.length === 0) return;
  await context.database.transaction((tx) =>
    tx.inform({ userIds, kind: `backup.${kind}`, facts, link: BACKUPS_PAGE, uniqueKey }),
  );
}
