import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { BillingTables } from '../../../generated/tables/billing.js';
import type { HostTables } from '../../../generated/tables/host.js';
import { eraseContent } from '../../../src/host/audit/erase-content.js';
import { queriesOf } from '../../../src/query/queries.js';
import { auditEntries } from '../../harness/audit.js';
import { forEachDialect, type TestDatabase } from '../../harness/database.js';
import { openPanelHouse, signedIn, system, type Browser, type PanelHouse } from '../admin/panel-house.js';

interface History {
  readonly entries: readonly {
    readonly seq: string;
    readonly who: string | null;
    readonly title: string;
    readonly via: string;
    readonly changes: readonly {
      readonly label: string;
      readonly before: string | null;
      readonly after: string | null;
    }[];
  }[];
  readonly older: string | null;
}

forEachDialect('the history of a record', (_, open) => {
  let database: TestDatabase;
  let house: PanelHouse;
  let operator: Browser;
  const edit = async (browser: Browser, id: string, values: object) => {
    const now = await queriesOf<BillingTables>(database.port.queries)
      .selectFrom('representative')
      .select('version')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const { body } = await browser
      .post(`/admin/api/resources/Representative/records/${id}/edit`)
      .send({ version: String(now.version), ...values })
      .expect(200);
    return body as { notice: { type: string }; conflict?: Record<string, unknown> };
  };
  const history = async (browser: Browser, model: string, id: string, before = ''): Promise<History> =>
    (await browser.get(`/admin/x/host/records/${model}/${id}/history?before=${before}`).expect(200))
      .body as History;

  beforeAll(async () => {
    database = await open();
    house = await openPanelHouse(database);
    operator = await signedIn(house, 'operator@demo.test');
    await edit(operator, house.rows.repA, {
      name: 'Harbour',
      creditLimit: '1234.50',
      officeId: house.rows.officeB,
    });
  });
  afterAll(() => database.close());

  it('says who did what, field by field, in the reader’s words', async () => {
    const { entries } = await history(operator, 'Representative', house.rows.repA);
    expect(entries).toMatchObject([{ who: 'operator@demo.test', title: 'Changed', via: 'Panel' }]);
    const [{ changes } = { changes: [] }] = entries;
    expect(changes).toContainEqual(
      expect.objectContaining({
        before: '90071992547409.93',
        after: '1234.50',
        kind: 'money',
        currency: 'EUR',
      }),
    );
    expect(changes).toContainEqual(expect.objectContaining({ before: 'Office A', after: 'Office B' }));
    expect(changes.map(({ label }) => label).join()).not.toMatch(/version|updatedAt/);
  });

  it('shows a page at a time, newest first', async () => {
    const id = house.rows.repB;
    for (let number = 1; number <= 23; number += 1) await edit(operator, id, { name: `Name ${number}` });
    const first = await history(operator, 'Representative', id);
    expect(first.entries).toHaveLength(20);
    expect(first.entries[0]?.changes).toMatchObject([{ before: 'Name 22', after: 'Name 23' }]);
    const rest = await history(operator, 'Representative', id, first.older ?? '');
    expect(rest.entries).toHaveLength(3);
    expect(rest.older).toBeNull();
  });

  it('is for those who may see the record, and of it only what they may see', async () => {
    const manager = await signedIn(house, 'manager@demo.test');
    await manager.get(`/admin/x/host/records/Representative/${house.rows.repB}/history`).expect(404);
    const representative = await signedIn(house, 'representative@demo.test');
    await representative.get(`/admin/x/host/records/Representative/${house.rows.repA}/history`).expect(403);
    await operator.get('/admin/x/host/records/AuditEntry/x/history').expect(404);
    await operator.get('/admin/x/host/records/Nothing/x/history').expect(404);
    await database.port.transaction((tx) =>
      tx.audit({
        ...{ actor: system, action: 'counter.update-representative', entity: 'Representative' },
        entityId: house.rows.repB,
        before: { email: 'old@secret.example', passwordish: 'x' },
        after: { email: 'new@secret.example', passwordish: 'y' },
      }),
    );
    const { entries } = await history(operator, 'Representative', house.rows.repB);
    expect(entries[0]).toMatchObject({ who: 'system', changes: [] });
  });

  it('says that a name was erased', async () => {
    const [entry] = await auditEntries(database.port).where('entity_id', '=', house.rows.repA).execute();
    await database.port.transaction((tx) =>
      eraseContent(tx, system, { entryIds: [entry!.id], reason: 'asked for' }),
    );
    expect((await history(operator, 'Representative', house.rows.repA)).entries).toMatchObject([
      { who: null, changes: [] },
    ]);
  });

  it('of one entry is told to whoever reads the audit trail', async () => {
    const entry = await queriesOf<HostTables>(database.port.queries)
      .selectFrom('audit_entry')
      .select('id')
      .where('entity_id', '=', house.rows.repB)
      .orderBy('seq')
      .executeTakeFirstOrThrow();
    await operator.get(`/admin/x/host/audit/${entry.id}`).expect(403);
    const admin = await signedIn(house, 'admin@demo.test');
    const { body } = await admin.get(`/admin/x/host/audit/${entry.id}`).expect(200);
    expect(body).toMatchObject({ title: 'Changed', changes: [{ after: 'Name 1' }] });
    await admin.get('/admin/x/host/audit/none').expect(404);
  });

  it('of a stale save: both versions, who saved and when, and what was typed', async () => {
    const id = house.rows.repB;
    const { conflict, notice } = await edit(operator, id, {
      version: '1',
      name: 'Typed by me',
      officeId: house.rows.officeA,
    });
    expect(notice.type).toBe('error');
    expect(conflict).toMatchObject({
      who: 'system',
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      mine: { params: { name: 'Typed by me' }, populated: { officeId: { title: 'Office A' } } },
      theirs: { params: { name: 'Name 23' }, populated: { officeId: { title: 'Office B' } } },
    });
    expect(JSON.stringify(conflict)).not.toContain('secret.example');
    const theirs = conflict?.['theirs'] as { params: { version: number } };
    const saved = await edit(operator, id, { name: 'Typed by me', version: String(theirs.params.version) });
    expect(saved.notice.type).toBe('success');
  });
});
