import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { HostTables } from '../../../generated/tables/host.js';
import { anchorDaily } from '../../../src/host/audit/anchor-head.js';
import { headSigner } from '../../../src/host/audit/chain.js';
import { eraseOldContents } from '../../../src/host/audit/erase-old-contents.js';
import { inRanges, joined, readRange } from '../../../src/host/audit/erased-ranges.js';
import { exportSigner } from '../../../src/host/audit/export-signer.js';
import { verifyStoredChain } from '../../../src/host/audit/stored-chain.js';
import type { JobDefinition, JobRun } from '../../../src/kernel/contributions.js';
import type { MailToSend } from '../../../src/kernel/ports.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import { queriesOf } from '../../../src/query/queries.js';
import { newId } from '../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { auditEntries } from '../../harness/audit.js';
import { forEachDialect, openTestDatabase, type TestDatabase } from '../../harness/database.js';
import { TEST_SECRET_KEY } from '../../harness/secret-key.js';
import { openPanelHouse } from '../admin/panel-house.js';
import { tamper, writeEntries } from './tampering.js';

const sign = headSigner(TEST_SECRET_KEY);
const ENTRIES = 7;

const run = (
  { run: work }: JobDefinition<null>,
  context: PluginContext,
  { signal = new AbortController().signal, lastAttempt = false }: Partial<JobRun<null>> = {},
) =>
  work({
    ...{ id: newId(), data: null, attempt: 1, lastAttempt, context, signal },
    progress: () => Promise.resolve(),
    effectOnce: () => Promise.reject(new Error('makes no effect')),
  });

forEachDialect('old contents of the audit trail', (dialect, open) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await open();
    await writeEntries(database, ENTRIES);
    await old(1, 2, 3, 5);
  });
  afterEach(() => database.close());

  /** The chain is signed anew by nobody, so its time is edited and the faults that this makes are left out below. */
  const old = (...seqs: number[]) =>
    tamper(dialect, database, (db) =>
      db
        .updateTable('audit_entry')
        .set({ at: new Date('2020-01-01T00:00:00.000Z') })
        .where('seq', 'in', seqs.map(BigInt))
        .execute(),
    );
  const context = (auditContentDays: number): PluginContext =>
    ({
      database: database.port,
      settings: () => Promise.resolve({ auditContentDays }),
      log: { info: () => undefined },
    }) as unknown as PluginContext;
  const withContent = async () => (await auditEntries(database.port).execute()).map(({ seq }) => Number(seq));
  const contentFaults = async () =>
    (await verifyStoredChain(database.port, sign)).named.filter(({ what }) => what.startsWith('content'));

  it('are kept for ever by default', async () => {
    await run(eraseOldContents, context(0));
    expect(await withContent()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('are erased up to the first entry that is younger, with one entry that names them', async () => {
    await run(eraseOldContents, context(30));
    expect(await withContent()).toEqual([4, 5, 6, 7, 8]);
    const last = (await auditEntries(database.port).execute()).at(-1);
    expect(last).toMatchObject({
      ...{ action: 'host.erase-audit-range', entity: 'AuditEntry', entity_id: '1-3' },
      after: '{"olderThanDays":30}',
    });
    expect(await contentFaults()).toEqual([]);
    await run(eraseOldContents, context(30));
    expect(await withContent()).toEqual([4, 5, 6, 7, 8]);
  });

  it('do not cover what is taken away behind them without a word', async () => {
    await run(eraseOldContents, context(30));
    const db = queriesOf<HostTables>(database.port.queries);
    await db
      .deleteFrom('audit_content')
      .where('entry_id', 'in', (inner) => inner.selectFrom('audit_entry').select('id').where('seq', '=', 4n))
      .execute();
    expect(await contentFaults()).toMatchObject([{ what: 'content-removed', seq: 4n }]);
  });

  it('are erased by the next start when one was told to stop', async () => {
    const stop = new AbortController();
    stop.abort();
    await run(eraseOldContents, context(30), { signal: stop.signal });
    expect(await withContent()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    await run(eraseOldContents, context(30));
    expect(await withContent()).toEqual([4, 5, 6, 7, 8]);
  });

  it('are erased once by two at once', async () => {
    await Promise.all([run(eraseOldContents, context(30)), run(eraseOldContents, context(30))]);
    expect(await withContent()).toEqual([4, 5, 6, 7, 8]);
    expect(await contentFaults()).toEqual([]);
  });
});

describe('ranges of entries whose contents were erased', () => {
  it('are read from what is written, joined where they touch, and hold their ends', () => {
    const ranges = joined(['8-9', '1-3', '4-5', '2-2', 'x', '1-', '7'].flatMap(readRange));
    expect(ranges).toEqual([
      { first: 1n, last: 5n },
      { first: 8n, last: 9n },
    ]);
    const isIn = inRanges(ranges);
    expect([0n, 1n, 5n, 6n, 7n, 8n, 9n, 10n].map(isIn)).toEqual([
      false,
      true,
      true,
      false,
      false,
      true,
      true,
      false,
    ]);
  });
});

describe('the end of the audit trail, sent each morning', () => {
  let database: TestDatabase;
  let context: PluginContext;
  const letters: MailToSend[] = [];
  let answer: () => Promise<Result<{ messageId: string }, Refusal>>;
  const told = () => queriesOf<HostTables>(database.port.queries).selectFrom('notice').selectAll().execute();
  const anchor = anchorDaily(exportSigner(TEST_SECRET_KEY));
  const to = (auditAnchorEmail: string): PluginContext => ({
    ...context,
    settings: () => Promise.resolve({ auditAnchorEmail }),
    mail: {
      link: (path) => path,
      send(letter) {
        letters.push(letter);
        return answer();
      },
    },
  });
  beforeEach(async () => {
    letters.length = 0;
    answer = () => Promise.resolve(ok({ messageId: 'x' }));
    database = await openTestDatabase('sqlite');
    context = (await openPanelHouse(database)).house.context('host');
  });
  afterEach(() => database.close());

  it('goes nowhere without an address', async () => {
    await run(anchor, to(''));
    expect(letters).toEqual([]);
  });

  it('says what it is for, where the trail ends, and how to compare', async () => {
    await run(anchor, to('notary@example.com'));
    const { seq, digest } = await verifyStoredChain(database.port, sign);
    expect(letters).toMatchObject([
      { to: 'notary@example.com', uniqueKey: expect.stringMatching(/^audit-anchor:/) },
    ]);
    expect(letters[0]?.text).toContain(`npx countinghouse audit verify --anchor ${seq}:${digest}`);
    expect(letters[0]?.text).toContain('This letter is a witness');
    expect(letters[0]?.text).toContain('BEGIN PUBLIC KEY');
    expect(await told()).toEqual([]);
  });

  it('that was refused is told to the administrators, once a day', async () => {
    answer = () => Promise.resolve(err({ code: 'mail-not-configured' }));
    await run(anchor, to('notary@example.com'));
    await run(anchor, to('notary@example.com'));
    expect(await told()).toMatchObject([
      { kind: 'host.audit-anchor-unsent', facts: expect.stringContaining('notary@example.com') },
    ]);
  });

  it('whose server is away is tried again, and told when it was the last time', async () => {
    answer = () => Promise.reject(new Error('away'));
    await expect(run(anchor, to('notary@example.com'))).rejects.toThrow('away');
    expect(await told()).toEqual([]);
    await expect(run(anchor, to('notary@example.com'), { lastAttempt: true })).rejects.toThrow('away');
    expect(await told()).toHaveLength(1);
  });
});
