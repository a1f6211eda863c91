import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HostTables } from '../../../generated/tables/host.js';
import { queriesOf } from '../../../src/query/queries.js';
import { newId } from '../../../src/values/ids.js';
import { auditEntries } from '../../harness/audit.js';
import { forEachDialect } from '../../harness/database.js';
import { openPanelHouse, signedIn, type Browser, type PanelHouse } from '../admin/panel-house.js';

interface CommentView {
  readonly id: string;
  readonly author: string;
  readonly body: string;
  readonly isDeleted: boolean;
  readonly isEdited: boolean;
  readonly version: number;
  readonly mayEdit: boolean;
  readonly mayDelete: boolean;
}

interface CommentsView {
  readonly comments: readonly CommentView[];
  readonly people: Readonly<Record<string, string>>;
  readonly hasEarlier: boolean;
  readonly mayWrite: boolean;
}

interface Told {
  readonly notices: readonly { readonly sentence: string; readonly link: string | null }[];
  readonly unread: number;
}

forEachDialect('Comments under a record', (_dialect, open) => {
  let now = new Date('2026-03-01T10:00:00.000Z');
  let house: PanelHouse;
  let admin: Browser;
  let operator: Browser;
  let manager: Browser;
  let rep: Browser;
  const ids = new Map<string, string>();

  beforeAll(async () => {
    house = await openPanelHouse(await open(), { clock: { now: () => now } });
    admin = await signedIn(house, 'admin@demo.test');
    operator = await signedIn(house, 'operator@demo.test');
    manager = await signedIn(house, 'manager@demo.test');
    rep = await signedIn(house, 'representative@demo.test');
    const users = await queriesOf<HostTables>(house.database.port.queries)
      .selectFrom('app_user')
      .select(['id', 'role'])
      .execute();
    for (const { id, role } of users) ids.set(role, id);
  });
  afterAll(() => house.database.close());

  const ownInvoice = (): string => house.rows.invoicesA[0] ?? '';
  const otherInvoice = (): string => house.rows.invoicesB[0] ?? '';
  const door = (invoice: string): string => `/admin/x/host/records/Invoice/${invoice}/comments`;
  const read = async (agent: Browser, invoice: string): Promise<CommentsView> =>
    (await agent.get(door(invoice)).expect(200)).body as CommentsView;
  const write = async (agent: Browser, invoice: string, body: string): Promise<string> =>
    ((await agent.post(door(invoice)).send({ body }).expect(201)).body as { id: string }).id;
  const inboxOf = async (agent: Browser): Promise<Told> =>
    (await agent.get('/admin/x/host/inbox').expect(200)).body as Told;
  const codeOf = (response: { readonly body: unknown }): string => (response.body as { code: string }).code;

  it('are read by those who see the record, in the order in which they were written', async () => {
    await write(operator, ownInvoice(), 'first\nsecond line <b>not bold</b>');
    await write(manager, ownInvoice(), 'second');
    const seen = await read(manager, ownInvoice());
    expect(seen.comments.map(({ author, body }) => [author, body])).toEqual([
      ['The operator', 'first\nsecond line <b>not bold</b>'],
      ['The manager', 'second'],
    ]);
    expect(seen.comments.map(({ mayEdit, mayDelete }) => [mayEdit, mayDelete])).toEqual([
      [false, false],
      [true, true],
    ]);
  });

  it('are not there for anybody who does not see the record', async () => {
    await write(operator, otherInvoice(), 'about B');
    expect(codeOf(await manager.get(door(otherInvoice())).expect(404))).toBe('record-unknown');
    await manager.post(door(otherInvoice())).send({ body: 'me too' }).expect(404);
    await manager.get(`/admin/x/host/records/Nothing/${otherInvoice()}/comments`).expect(404);
    await manager.get(`/admin/x/host/records/Invoice/${newId()}/comments`).expect(404);
  });

  it('are not for a representative, under its own records either', async () => {
    await rep.get(door(ownInvoice())).expect(403);
    await rep.post(door(ownInvoice())).send({ body: 'hello' }).expect(403);
    await rep.get(`/admin/x/host/records/Invoice/${ownInvoice()}/mentionable?q=`).expect(403);
  });

  it('say something, and not too much of it', async () => {
    expect(codeOf(await operator.post(door(ownInvoice())).send({ body: ' \n ' }).expect(422))).toBe(
      'comment-empty',
    );
    const long = await operator
      .post(door(ownInvoice()))
      .send({ body: 'x'.repeat(4001) })
      .expect(422);
    expect(codeOf(long)).toBe('comment-too-long');
    await operator.post(door(ownInvoice())).send({ body: 7 }).expect(400);
    await write(operator, ownInvoice(), 'ї'.repeat(4000));
  });

  it('come a page at a time', async () => {
    const invoice = house.rows.invoicesA[1] ?? '';
    for (let number = 1; number <= 52; number += 1) await write(operator, invoice, `comment ${number}`);
    const newest = await read(operator, invoice);
    expect(newest).toMatchObject({ hasEarlier: true });
    expect(newest.comments.map(({ body }) => body)).toEqual(
      Array.from({ length: 50 }, (_, index) => `comment ${index + 3}`),
    );
    const { body } = await operator.get(`${door(invoice)}?before=${newest.comments[0]?.id}`).expect(200);
    expect(body).toMatchObject({
      hasEarlier: false,
      comments: [{ body: 'comment 1' }, { body: 'comment 2' }],
    });
  });

  describe('are changed', () => {
    it('by their author, and say so', async () => {
      const id = await write(operator, ownInvoice(), 'a slip');
      await operator
        .put(`${door(ownInvoice())}/${id}`)
        .send({ body: 'mended', version: 1 })
        .expect(200);
      const { comments } = await read(manager, ownInvoice());
      expect(comments.find((comment) => comment.id === id)).toMatchObject({
        body: 'mended',
        isEdited: true,
        version: 2,
      });
    });

    it('not by anybody else, an administrator neither', async () => {
      const id = await write(operator, ownInvoice(), 'mine');
      for (const other of [manager, admin]) {
        const refused = await other.put(`${door(ownInvoice())}/${id}`).send({ body: 'theirs', version: 1 });
        expect([refused.status, codeOf(refused)]).toEqual([403, 'comment-not-yours']);
      }
    });

    it('not over a change that their author has not seen', async () => {
      const id = await write(operator, ownInvoice(), 'one');
      await operator
        .put(`${door(ownInvoice())}/${id}`)
        .send({ body: 'two', version: 1 })
        .expect(200);
      const stale = await operator.put(`${door(ownInvoice())}/${id}`).send({ body: 'three', version: 1 });
      expect([stale.status, codeOf(stale)]).toEqual([409, 'comment-stale']);
    });

    it('for a quarter of an hour', async () => {
      const id = await write(operator, ownInvoice(), 'early');
      now = new Date(now.getTime() + 15 * 60_000);
      await operator
        .put(`${door(ownInvoice())}/${id}`)
        .send({ body: 'in time', version: 1 })
        .expect(200);
      now = new Date(now.getTime() + 1);
      const late = await operator.put(`${door(ownInvoice())}/${id}`).send({ body: 'too late', version: 2 });
      expect([late.status, codeOf(late)]).toEqual([422, 'comment-edit-over']);
      const { comments } = await read(operator, ownInvoice());
      expect(comments.find((comment) => comment.id === id)).toMatchObject({
        body: 'in time',
        mayEdit: false,
      });
    });

    it('not through a record that they do not stand under', async () => {
      const id = await write(operator, otherInvoice(), 'under B');
      await operator
        .put(`${door(ownInvoice())}/${id}`)
        .send({ body: 'moved', version: 1 })
        .expect(404);
      await manager
        .put(`${door(otherInvoice())}/${id}`)
        .send({ body: 'seen', version: 1 })
        .expect(404);
    });
  });

  describe('are deleted', () => {
    it('by their author, whenever; the place stays, the words go', async () => {
      const id = await write(operator, ownInvoice(), 'unfortunate');
      now = new Date(now.getTime() + 60 * 60_000);
      await operator.delete(`${door(ownInvoice())}/${id}`).expect(200);
      const { comments } = await read(manager, ownInvoice());
      expect(comments.find((comment) => comment.id === id)).toMatchObject({
        body: '',
        isDeleted: true,
        mayEdit: false,
        mayDelete: false,
      });
      await operator.delete(`${door(ownInvoice())}/${id}`).expect(404);
      await operator
        .put(`${door(ownInvoice())}/${id}`)
        .send({ body: 'back', version: 2 })
        .expect(404);
    });

    it('by an administrator, and by nobody else', async () => {
      const id = await write(operator, ownInvoice(), 'rude');
      await manager.delete(`${door(ownInvoice())}/${id}`).expect(403);
      await admin.delete(`${door(ownInvoice())}/${id}`).expect(200);
    });
  });

  it('leave their trace in the audit trail', async () => {
    const id = await write(operator, ownInvoice(), 'watched');
    await operator
      .put(`${door(ownInvoice())}/${id}`)
      .send({ body: 'changed', version: 1 })
      .expect(200);
    await operator.delete(`${door(ownInvoice())}/${id}`).expect(200);
    const entries = await auditEntries(house.database.port).where('entry.entity_id', '=', id).execute();
    expect(entries.map(({ action, before, after }) => [action, before, after])).toEqual(
      [
        ['host.write-comment', null, 'watched'],
        ['host.edit-comment', 'watched', 'changed'],
        ['host.delete-comment', 'changed', null],
      ].map(([action, before, after]) => [action, before && facts(before), after && facts(after)]),
    );
    function facts(body: string): string {
      return JSON.stringify({ entity: 'Invoice', entityId: ownInvoice(), body });
    }
  });

  describe('mention people', () => {
    const mention = (role: string): string => `@[${ids.get(role)}]`;

    it('who may see the record and what is written there, found by a part of the name', async () => {
      const offered = async (agent: Browser, invoice: string, term: string) => {
        const path = `/admin/x/host/records/Invoice/${invoice}/mentionable?q=${encodeURIComponent(term)}`;
        const { body } = await agent.get(path).expect(200);
        return (body as { people: { name: string; role: string }[] }).people.map(({ name }) => name);
      };
      expect(await offered(operator, ownInvoice(), '')).toEqual(['The admin', 'The manager']);
      expect(await offered(operator, otherInvoice(), '')).toEqual(['The admin']);
      expect(await offered(operator, ownInvoice(), 'MANA')).toEqual(['The manager']);
      expect(await offered(operator, ownInvoice(), '%')).toEqual([]);
      expect(await offered(operator, ownInvoice(), 'nobody')).toEqual([]);
    });

    it('who are told once, whatever becomes of the comment; oneself is not', async () => {
      const before = await inboxOf(manager);
      const own = await inboxOf(operator);
      const body = `${mention('manager')} ${mention('operator')} please look`;
      const id = await write(operator, ownInvoice(), body);
      await operator
        .put(`${door(ownInvoice())}/${id}`)
        .send({ body: `${body}, ${mention('admin')} too`, version: 1 })
        .expect(200);
      const { notices, unread } = await inboxOf(manager);
      expect(unread).toBe(before.unread + 1);
      expect(notices[0]).toMatchObject({
        sentence: 'The operator mentioned you: A-1',
        link: `/admin/resources/Invoice/records/${ownInvoice()}/show#comment-${id}`,
      });
      expect((await inboxOf(admin)).notices[0]?.link).toContain(id);
      expect((await inboxOf(operator)).unread).toBe(own.unread);
      expect((await read(operator, ownInvoice())).people).toMatchObject({
        [ids.get('manager') ?? '']: 'The manager',
      });
    });

    it.each(['manager', 'representative'])('but not a %s who does not see it', async (role) => {
      const refused = await operator
        .post(door(otherInvoice()))
        .send({ body: `${mention(role)} look at B` })
        .expect(422);
      expect(codeOf(refused)).toBe('mention-unseeing');
    });

    it('nor somebody whom nobody knows', async () => {
      const refused = await operator.post(door(ownInvoice())).send({ body: `@[${newId()}] who?` });
      expect([refused.status, codeOf(refused)]).toEqual([422, 'mention-unseeing']);
    });
  });
});
