import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HostTables } from '../../../generated/tables/host.js';
import { contentDigest, headSigner, linkDigest } from '../../../src/host/audit/chain.js';
import { eraseContent } from '../../../src/host/audit/erase-content.js';
import { verifyNewest, verifyStoredChain } from '../../../src/host/audit/stored-chain.js';
import type { ChainFault } from '../../../src/host/audit/verify-chain.js';
import { queriesOf } from '../../../src/query/queries.js';
import { newId } from '../../../src/values/ids.js';
import { err, ok } from '../../../src/values/result.js';
import { auditEntries } from '../../harness/audit.js';
import { forEachDialect, openTestDatabase, type TestDatabase } from '../../harness/database.js';
import { TEST_SECRET_KEY } from '../../harness/secret-key.js';
import { clerk, edit, remove, renumber, row, tamper, writeEntries } from './tampering.js';

const sign = headSigner(TEST_SECRET_KEY);
const ENTRIES = 9;

forEachDialect('the audit chain', (dialect, open) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await open();
    await writeEntries(database, ENTRIES);
  });
  afterEach(() => database.close());

  const faults = async (): Promise<readonly ChainFault[]> =>
    (await verifyStoredChain(database.port, sign)).named;
  const after = async (work: Parameters<typeof tamper>[2]): Promise<readonly ChainFault[]> => {
    await tamper(dialect, database, work);
    return faults();
  };

  it('is whole as it was written, and says where it ends', async () => {
    const report = await verifyStoredChain(database.port, sign);
    const last = await row(queriesOf<HostTables>(database.port.queries), ENTRIES);
    expect(report).toEqual({
      entries: ENTRIES,
      faults: 0,
      named: [],
      seq: BigInt(ENTRIES),
      digest: last.digest,
    });
  });

  it('refuses a change and a removal from whoever forgets the triggers', async () => {
    const db = queriesOf<HostTables>(database.port.queries);
    const refused = { message: expect.stringMatching(/append-only|foreign key/i) };
    await expect(edit(db, 3, { via: 'api' })).rejects.toMatchObject(refused);
    await expect(db.deleteFrom('audit_entry').execute()).rejects.toMatchObject(refused);
  });

  it.each(['action', 'via', 'entity', 'entity_id', 'actor_id', 'content', 'digest'] as const)(
    'names an entry whose %s was edited, and no other',
    async (column) => {
      const { id } = await row(queriesOf<HostTables>(database.port.queries), 4);
      const found = await after((db) => edit(db, 4, { [column]: 'f'.repeat(20) }));
      expect(found.filter(({ what }) => what !== 'content-altered')).toEqual([
        { what: 'altered', seq: 4n, id },
      ]);
    },
  );

  it('names an entry whose time was edited', async () => {
    const found = await after((db) =>
      db
        .updateTable('audit_entry')
        .set({ at: new Date('2001-01-01T00:00:00.000Z') })
        .where('seq', '=', 2n)
        .execute(),
    );
    expect(found).toMatchObject([{ what: 'altered', seq: 2n }]);
  });

  it.each(['actor', 'salt', 'before', 'after'] as const)(
    'names a content whose %s was edited',
    async (column) => {
      const db = queriesOf<HostTables>(database.port.queries);
      const { id } = await row(db, 5);
      await db
        .updateTable('audit_content')
        .set({ [column]: '{}' })
        .where('entry_id', '=', id)
        .execute();
      expect(await faults()).toEqual([{ what: 'content-altered', seq: 5n, id }]);
    },
  );

  it('names a content that was taken away without a word', async () => {
    const db = queriesOf<HostTables>(database.port.queries);
    const { id } = await row(db, 5);
    await db.deleteFrom('audit_content').where('entry_id', '=', id).execute();
    expect(await faults()).toEqual([{ what: 'content-removed', seq: 5n, id }]);
  });

  it('takes a content that was erased on purpose for what it is', async () => {
    const db = queriesOf<HostTables>(database.port.queries);
    const { id } = await row(db, 5);
    const erase = () =>
      database.port.transaction((tx) =>
        eraseContent(tx, clerk, { entryIds: [id], reason: 'asked by the person' }),
      );
    expect(await erase()).toBe(1);
    expect(await erase()).toBe(0);
    expect(await faults()).toEqual([]);
    const entries = await auditEntries(database.port).execute();
    expect(entries).toHaveLength(ENTRIES);
    expect(entries.at(-1)).toMatchObject({ action: 'host.erase-audit-content', entity_id: id });
    expect(entries.at(-1)?.after).toContain('asked by the person');
  });

  it.each([
    ['first', 1],
    ['middle', 5],
    ['last', ENTRIES],
  ])('names a removed entry: the %s one', async (_, seq) => {
    const found = await after((db) => remove(db, seq));
    expect(found).toEqual([{ what: 'removed', seq: BigInt(seq), id: null, until: BigInt(seq) }]);
  });

  it('names an entry that was put in behind the end, whatever its digest', async () => {
    const found = await after(async (db) => {
      const last = await row(db, ENTRIES);
      const content = { salt: 'a'.repeat(32), actor: 'nobody', before: null, after: null };
      const link = {
        ...{
          id: newId(),
          seq: BigInt(ENTRIES + 1),
          at: last.at,
          via: 'panel',
          action: 'billing.void-invoice',
        },
        ...{ entity: 'Invoice', entityId: 'x', actorId: null, content: contentDigest(content) },
      };
      const { actorId: actor_id, entityId: entity_id, ...same } = link;
      await db
        .insertInto('audit_entry')
        .values({ ...same, actor_id, entity_id, digest: linkDigest(last.digest, link) })
        .execute();
      await db
        .insertInto('audit_content')
        .values({ entry_id: link.id, ...content })
        .execute();
    });
    expect(found).toMatchObject([{ what: 'inserted', seq: BigInt(ENTRIES + 1) }]);
  });

  it('names an entry that was put in between, and where the numbers moved on', async () => {
    const found = await after(async (db) => {
      for (let seq = ENTRIES; seq >= 5; seq -= 1) await renumber(db, seq, seq + 1);
      const { id: _, ...like } = await row(db, 4);
      const id = newId();
      await db
        .insertInto('audit_entry')
        .values({ ...like, id, seq: 5n })
        .execute();
      const content = { salt: 'a'.repeat(32), actor: 'nobody', before: null, after: null };
      await db
        .insertInto('audit_content')
        .values({ entry_id: id, ...content })
        .execute();
    });
    const faulty = found.filter(({ what }) => what !== 'content-altered');
    expect(faulty).toMatchObject([
      { what: 'inserted', seq: 5n },
      { what: 'renumbered', seq: 6n },
    ]);
  });

  it('names both of two entries that changed places', async () => {
    const found = await after(async (db) => {
      await renumber(db, 4, 100);
      await renumber(db, 5, 4);
      await renumber(db, 100, 5);
    });
    expect(found).toMatchObject([
      { what: 'altered', seq: 4n },
      { what: 'altered', seq: 5n },
    ]);
  });

  it('does not take an end that the house did not sign: a chain made anew is found', async () => {
    const found = await after(async (db) => {
      let previous = (await row(db, 3)).digest;
      for (let seq = 4; seq <= ENTRIES; seq += 1) {
        const { actor_id: actorId, entity_id: entityId, ...same } = await row(db, seq);
        previous = linkDigest(previous, { ...same, actorId, entityId, action: 'billing.nothing' });
        await edit(db, seq, { action: 'billing.nothing', digest: previous });
      }
      const forged = headSigner('another key')(BigInt(ENTRIES), previous);
      await db.updateTable('audit_head').set({ digest: previous, signature: forged }).execute();
    });
    expect(found).toEqual([{ what: 'head-forged', seq: BigInt(ENTRIES), id: null }]);
  });

  it('misses its end', async () => {
    await queriesOf<HostTables>(database.port.queries).deleteFrom('audit_head').execute();
    expect(await faults()).toEqual([{ what: 'head-missing', seq: BigInt(ENTRIES), id: null }]);
  });

  it('reads the newest entries alone when asked', async () => {
    expect(await verifyNewest(database.port, sign, 3)).toMatchObject({ entries: 3, faults: 0 });
    expect(await verifyNewest(database.port, sign, 1000)).toMatchObject({ entries: ENTRIES, faults: 0 });
    await tamper(dialect, database, (db) => edit(db, 2, { via: 'api' }));
    expect(await verifyNewest(database.port, sign, 3)).toMatchObject({ faults: 0 });
    expect(await verifyNewest(database.port, sign, 8)).toMatchObject({ faults: 1 });
  });

  it('has no link of a transaction that was rolled back or refused', async () => {
    const entry = { actor: clerk, action: 'billing.update-office', entity: 'Office', entityId: 'none' };
    await expect(
      database.port.transaction(async (tx) => {
        await tx.audit(entry);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await database.port.transaction(async (tx) => {
      await tx.audit(entry);
      return err({ code: 'refused' });
    });
    expect(await verifyStoredChain(database.port, sign)).toMatchObject({ entries: ENTRIES, faults: 0 });
  });

  it('stays gapless under twenty writers at once, some of them refused', async () => {
    const writers = Array.from({ length: 20 }, (_, number) =>
      database.port.transaction(async (tx) => {
        const entry = { actor: clerk, action: 'billing.update-office', entity: 'Office' };
        await tx.audit({ ...entry, entityId: `a${number}` });
        await tx.audit({ ...entry, entityId: `b${number}` });
        return number % 5 === 0 ? err({ code: 'refused' }) : ok(true);
      }),
    );
    await Promise.all(writers);
    const report = await verifyStoredChain(database.port, sign);
    expect(report).toMatchObject({ entries: ENTRIES + 32, faults: 0, seq: BigInt(ENTRIES + 32) });
  });
});

describe('any tampering', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase('sqlite');
    await writeEntries(database, 12);
  });
  afterAll(() => database.close());

  const seq = fc.integer({ min: 1, max: 12 });
  const text = fc.string({ minLength: 1, maxLength: 20 });
  const change = fc.oneof(
    fc.record({
      how: fc.constant('edit' as const),
      seq,
      column: fc.constantFrom('action', 'via', 'entity', 'entity_id', 'content', 'digest'),
      text,
    }),
    fc.record({
      how: fc.constant('content' as const),
      seq,
      column: fc.constantFrom('actor', 'salt', 'before', 'after'),
      text,
    }),
    fc.record({ how: fc.constant('remove' as const), seq }),
    fc.record({ how: fc.constant('swap' as const), seq, other: seq }),
    fc.record({ how: fc.constant('number' as const), seq, to: fc.integer({ min: -3, max: 40 }) }),
  );

  it('is found, and what was put back is not', async () => {
    const db = queriesOf<HostTables>(database.port.queries);
    const original = await db.selectFrom('audit_entry').selectAll().orderBy('seq').execute();
    const contents = await db.selectFrom('audit_content').selectAll().orderBy('entry_id').execute();
    const stored = async () => [
      await db.selectFrom('audit_entry').selectAll().orderBy('seq').execute(),
      await db.selectFrom('audit_content').selectAll().orderBy('entry_id').execute(),
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        await tamper('sqlite', database, async (db) => {
          for (const each of changes) {
            const target = await db
              .selectFrom('audit_entry')
              .select('id')
              .where('seq', '=', BigInt(each.seq))
              .executeTakeFirst();
            if (!target) continue;
            const byId = db.updateTable('audit_entry').where('id', '=', target.id);
            if (each.how === 'edit') await byId.set({ [each.column]: each.text }).execute();
            else if (each.how === 'content')
              await db
                .updateTable('audit_content')
                .where('entry_id', '=', target.id)
                .set({ [each.column]: each.text })
                .execute();
            else if (each.how === 'remove') await remove(db, each.seq);
            else if (each.how === 'swap') {
              await renumber(db, each.seq, 900);
              await renumber(db, each.other, each.seq);
              await renumber(db, 900, each.other);
            } else {
              const taken = await db
                .selectFrom('audit_entry')
                .select('id')
                .where('seq', '=', BigInt(each.to))
                .executeTakeFirst();
              if (!taken) await byId.set({ seq: BigInt(each.to) }).execute();
            }
          }
        });
        const isChanged =
          JSON.stringify(await stored(), plain) !== JSON.stringify([original, contents], plain);
        expect((await verifyStoredChain(database.port, sign)).faults > 0).toBe(isChanged);
        await tamper('sqlite', database, async (db) => {
          await db.deleteFrom('audit_content').execute();
          await db.deleteFrom('audit_entry').execute();
          await db.insertInto('audit_entry').values(original).execute();
          await db.insertInto('audit_content').values(contents).execute();
        });
        expect((await verifyStoredChain(database.port, sign)).faults).toBe(0);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

const plain = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);
