import type { PluginContext } from '../../../src/kernel/plugin.js';

const PEOPLE_AT_MOST = 10_000;
const BACKUPS_PAGE = '/admin/pages/backup-backups';

export type BackupNews =
  'backup-late' | 'backup-failed' | 'backup-shrank' | 'copy-failed' | 'copy-not-proven';

/** Tells each administrator who may see backups, once for each key. */
export async function tellAdministrators(
  context: PluginContext,
  kind: BackupNews,
  facts: Readonly<Record<string, unknown>>,
  uniqueKey: string,
): Promise<void> {
  const administrators = await context.people.find({ term: '', roles: ['admin'], limit: PEOPLE_AT_MOST });
  const userIds: string[] = [];
  for (const { id } of administrators) {
    const actor = await context.people.actor(id);
    if (actor && context.may(actor, 'backup.read')) userIds.push(id);
  }
  if (userIds.length === 0) return;
  await context.database.transaction((tx) =>
    tx.inform({ userIds, kind: `backup.${kind}`, facts, link: BACKUPS_PAGE, uniqueKey }),
  );
}
