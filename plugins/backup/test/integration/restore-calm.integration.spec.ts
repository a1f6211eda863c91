import { expect, it } from '@jest/globals';
import type { HostTables } from '../../../../generated/tables/host.js';
import type { NotificationsTables } from '../../../../generated/tables/notifications.js';
import { headSigner } from '../../../../src/host/audit/chain.js';
import { verifyStoredChain } from '../../../../src/host/audit/stored-chain.js';
import { databaseRestored } from '../../../../src/kernel/restored.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { newId } from '../../../../src/values/ids.js';
import { forEachDialect } from '../../../../test/harness/database.js';
import { admin } from '../../../../test/harness/house.js';
import { TEST_SECRET_KEY } from '../../../../test/harness/secret-key.js';
import { restoreBackup } from '../../restoring.js';
import { archiveOf, fill, openHouse, orderOf, valueOf } from './a-restored-house.js';

const THEN = new Date('2026-01-01T00:00:00.000Z');

forEachDialect('what comes back', (_dialect, open) => {
  it('does not happen again: what waited is dropped, and no job or event of the past is there', async () => {
    const original = await openHouse(await open());
    const restored = await openHouse(await open());
    try {
      await fill(original, 2);
      const { queries } = original.context.database;
      await queriesOf<NotificationsTables>(queries)
        .updateTable('message')
        .set({ state: 'waiting', due_at: THEN })
        .execute();
      await queriesOf<HostTables>(queries)
        .insertInto('job')
        .values({
          ...{ id: newId(), name: 'backup.make', data: '{}', state: 'scheduled', run_at: THEN },
          ...{ created_at: THEN, updated_at: THEN },
        })
        .execute();
      const archive = await archiveOf(original);
      valueOf(await restoreBackup(restored.context, admin, await orderOf(restored, archive)));
      const after = restored.context.database.queries;
      const messages = await queriesOf<NotificationsTables>(after)
        .selectFrom('message')
        .select('state')
        .execute();
      expect(messages.map(({ state }) => state)).toEqual(['dropped', 'dropped']);
      const host = queriesOf<HostTables>(after);
      expect(await host.selectFrom('job').select('id').execute()).toEqual([]);
      const events = await host.selectFrom('outbox_event').select('name').execute();
      expect(events.map(({ name }) => name)).toEqual([databaseRestored.name]);
    } finally {
      await original.close();
      await restored.close();
    }
  });

  it('has its audit trail signed by this house, whoever had signed it', async () => {
    const original = await openHouse(await open());
    const database = await open();
    const restored = await openHouse(database);
    try {
      await fill(original, 1);
      const stranger = headSigner('the key of another house, which is as long as one');
      const host = queriesOf<HostTables>(original.context.database.queries);
      const { seq, digest } = await host.selectFrom('audit_head').selectAll().executeTakeFirstOrThrow();
      await host
        .updateTable('audit_head')
        .set({ signature: stranger(seq, digest) })
        .execute();
      const archive = await archiveOf(original);
      valueOf(await restoreBackup(restored.context, admin, await orderOf(restored, archive)));
      const report = await verifyStoredChain(database.port, headSigner(TEST_SECRET_KEY));
      expect([report.faults, report.seq]).toEqual([0, seq + 1n]);
    } finally {
      await original.close();
      await restored.close();
    }
  });
});
