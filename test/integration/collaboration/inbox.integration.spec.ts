import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { HostTables } from '../../../generated/tables/host.js';
import { clearOldNotices } from '../../../src/host/collaboration/clear-old-notices.js';
import { noticesWritten, type NoticesWritten } from '../../../src/kernel/notices.js';
import type { NoticeToWrite } from '../../../src/kernel/ports.js';
import { queriesOf } from '../../../src/query/queries.js';
import { forEachDialect } from '../../harness/database.js';
import { openPanelHouse, signedIn, type Browser, type PanelHouse } from '../admin/panel-house.js';

interface NoticeView {
  readonly id: string;
  readonly sentence: string;
  readonly link: string | null;
  readonly createdAt: string;
  readonly isRead: boolean;
}

interface InboxView {
  readonly notices: readonly NoticeView[];
  readonly next: string | null;
  readonly unread: number;
}

forEachDialect('The inbox', (_dialect, open) => {
  let house: PanelHouse;
  let manager: Browser;
  let operator: Browser;
  const ids = new Map<string, string>();

  const tables = () => queriesOf<HostTables>(house.database.port.queries);

  beforeAll(async () => {
    house = await openPanelHouse(await open());
    manager = await signedIn(house, 'manager@demo.test');
    operator = await signedIn(house, 'operator@demo.test');
    for (const { id, role } of await tables().selectFrom('app_user').select(['id', 'role']).execute())
      ids.set(role, id);
  });
  afterAll(() => house.database.close());
  beforeEach(() => tables().deleteFrom('notice').execute());

  const tell = (notice: Partial<NoticeToWrite>, roles: readonly string[] = ['manager']): Promise<void> =>
    house.database.port.transaction((tx) =>
      tx.inform({
        userIds: roles.map((role) => ids.get(role) ?? ''),
        kind: 'host.mentioned',
        facts: { author: 'Olena', title: 'A-1' },
        ...notice,
      }),
    );
  const inbox = async (agent: Browser, query = ''): Promise<InboxView> =>
    (await agent.get(`/admin/x/host/inbox${query}`).expect(200)).body as InboxView;
  const sentences = async (agent: Browser, query = ''): Promise<readonly string[]> =>
    (await inbox(agent, query)).notices.map(({ sentence }) => sentence);

  it('holds what one was told, in one’s own language, newest first', async () => {
    await tell({});
    await tell({ facts: { author: 'Ihor', title: 'A-2' } }, ['manager', 'operator']);
    expect(await sentences(manager)).toEqual(['Ihor mentioned you: A-2', 'Olena mentioned you: A-1']);
    expect(await sentences(operator)).toEqual(['Ihor mentioned you: A-2']);
    await manager.post('/admin/x/host/language').send({ language: 'uk' }).expect(204);
    expect(await sentences(manager)).toEqual(['Ihor згадує вас: A-2', 'Olena згадує вас: A-1']);
    await manager.post('/admin/x/host/language').send({ language: 'en' }).expect(204);
  });

  it('says in the same transaction which notices are new, and nothing when none is', async () => {
    const events = () =>
      tables().selectFrom('outbox_event').select('payload').where('name', '=', noticesWritten.name);
    await tables().deleteFrom('outbox_event').execute();
    await tell({ uniqueKey: 'once' });
    await tell({ uniqueKey: 'once' }, ['manager', 'operator']);
    await tell({ uniqueKey: 'once' }, ['manager', 'operator']);
    const told = (await events().execute()).map(({ payload }) => JSON.parse(payload) as NoticesWritten);
    const rows = await tables().selectFrom('notice').select(['id', 'user_id']).execute();
    const idOf = (role: string) => rows.find((row) => row.user_id === ids.get(role))?.id;
    expect(told).toHaveLength(2);
    expect(told).toEqual(
      expect.arrayContaining([{ noticeIds: [idOf('manager')] }, { noticeIds: [idOf('operator')] }]),
    );
  });

  it('counts what was not read, on every device', async () => {
    await tell({});
    await tell({});
    const phone = await signedIn(house, 'manager@demo.test');
    const [newest] = (await inbox(manager)).notices;
    const { body } = await manager
      .post('/admin/x/host/inbox/read')
      .send({ ids: [newest?.id] })
      .expect(200);
    expect(body).toEqual({ unread: 1 });
    expect((await phone.get('/admin/x/host/inbox/unread')).body).toEqual({ unread: 1 });
    expect((await inbox(phone)).notices.map(({ isRead }) => isRead)).toEqual([true, false]);
    expect((await inbox(phone, '?unread=1')).notices).toHaveLength(1);
    await phone
      .post('/admin/x/host/inbox/unread')
      .send({ ids: [newest?.id] })
      .expect(200);
    expect((await inbox(manager)).unread).toBe(2);
  });

  it('is read up to an instant: what came later waits', async () => {
    await tell({});
    const { createdAt } = (await inbox(manager)).notices[0]!;
    await tables()
      .updateTable('notice')
      .set({ created_at: new Date(Date.parse(createdAt) - 1000) })
      .execute();
    await tell({ facts: { author: 'Late', title: 'A-2' } });
    await manager
      .post('/admin/x/host/inbox/read')
      .send({ upTo: new Date(Date.parse(createdAt) - 1000).toISOString() })
      .expect(200);
    expect(await sentences(manager, '?unread=1')).toEqual(['Late mentioned you: A-2']);
  });

  it('is nobody else’s to read or to change', async () => {
    await tell({});
    const [notice] = (await inbox(manager)).notices;
    const { body } = await operator
      .post('/admin/x/host/inbox/read')
      .send({ ids: [notice?.id] })
      .expect(200);
    expect(body).toEqual({ unread: 0 });
    expect((await inbox(manager)).unread).toBe(1);
    expect((await inbox(operator)).notices).toEqual([]);
  });

  it('tells nothing of a record that the reader may see no more', async () => {
    const about = (id: string | undefined, title: string): Promise<void> =>
      tell({
        facts: { author: 'Olena', title },
        entity: 'Invoice',
        entityId: id ?? '',
        link: `/admin/resources/Invoice/records/${id}/show`,
      });
    await about(house.rows.invoicesA[0], 'A-1');
    await about(house.rows.invoicesB[0], 'B-1');
    const { notices } = await inbox(manager);
    expect(notices.map(({ sentence, link }) => [sentence, link !== null])).toEqual([
      ['Something that you may no longer see.', false],
      ['Olena mentioned you: A-1', true],
    ]);
    expect(JSON.stringify(notices)).not.toContain(house.rows.invoicesB[0]);
  });

  it('comes a page at a time, also where many came at one instant', async () => {
    for (let number = 1; number <= 27; number += 1)
      await tell({ facts: { author: `Number ${number}`, title: 'A-1' } });
    await tables()
      .updateTable('notice')
      .set({ created_at: new Date('2026-01-01T00:00:00Z') })
      .execute();
    const first = await inbox(manager);
    const second = await inbox(manager, `?before=${encodeURIComponent(first.next ?? '')}`);
    expect([first.notices.length, second.notices.length, second.next]).toEqual([25, 2, null]);
    expect(new Set([...first.notices, ...second.notices].map(({ sentence }) => sentence)).size).toBe(27);
  });

  it('does not take what it was not asked for', async () => {
    for (const body of [{}, { ids: 'all' }, { upTo: 'yesterday' }, { ids: Array(201).fill('x') }])
      await manager.post('/admin/x/host/inbox/read').send(body).expect(400);
    await manager.post('/admin/x/host/inbox/unread').send({}).expect(400);
    expect((await inbox(manager, '?before=rubbish')).notices).toEqual([]);
  });

  it('forgets what was read ninety days ago, and nothing that was not', async () => {
    await tell({ facts: { author: 'Read long ago', title: '' } });
    await tell({ facts: { author: 'Read lately', title: '' } });
    await tell({ facts: { author: 'Never read', title: '' } });
    const [never, lately, longAgo] = (await inbox(manager)).notices;
    const readAt = (id: string | undefined, days: number) =>
      tables()
        .updateTable('notice')
        .set({ read_at: new Date(Date.now() - days * 24 * 60 * 60_000) })
        .where('id', '=', id ?? '')
        .execute();
    await readAt(longAgo?.id, 91);
    await readAt(lately?.id, 89);
    await clearOldNotices.run({
      id: 'job',
      data: null,
      attempt: 1,
      lastAttempt: true,
      context: house.house.context('host'),
      signal: new AbortController().signal,
      progress: async () => undefined,
      effectOnce: async () => undefined,
    });
    expect((await inbox(manager)).notices.map(({ id }) => id)).toEqual([never?.id, lately?.id]);
  });
});
