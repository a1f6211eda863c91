// "A dump of the database shows none of them": through the doors that people use, on the databases that there are.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { SMTPServer } from 'smtp-server';
import { models } from '../../../generated/model.js';
import { builtInPlugins } from '../../../plugins/index.js';
import { serveHouse, type ServedHouse } from '../../../src/host/composition/serve-house.js';
import { createUser } from '../../../src/host/sessions/users.js';
import { queriesOf } from '../../../src/query/queries.js';
import { systemClock } from '../../../src/values/clock.js';
import { forEachDialect, type TestDatabase } from '../../harness/database.js';
import { admin } from '../../harness/house.js';
import { TEST_SECRET_KEY } from '../../harness/secret-key.js';
import { startTelegram, type TestTelegram } from '../../harness/telegram.js';
import { dumpOf } from './busy/dump-of.js';
import { KEPT_AS_DIGEST, lives } from './busy/lives.js';
import { createMarks } from './busy/marks.js';
import { signIn } from './busy/panel.js';
import { spellings } from './busy/spellings.js';

const PASSWORD = 'a long enough password';

forEachDialect('a dump of a busy house', (_dialect, open) => {
  const marks = createMarks();
  const folder = mkdtempSync(join(tmpdir(), 'busy-'));
  let database: TestDatabase;
  let telegram: TestTelegram;
  let mail: SMTPServer;
  let house: ServedHouse;

  beforeAll(async () => {
    [database, telegram, mail] = await Promise.all([open(), startTelegram(), aMailServerThatRefuses()]);
    const { port } = mail.server.address() as AddressInfo;
    const environment = {
      ...{ DATABASE_URL: database.url, STORAGE: join(folder, 'files'), SECRET_KEY: TEST_SECRET_KEY },
      ...{ HOST: '127.0.0.1', PORT: '0', ROLE: 'all', LOG_LEVEL: 'error', ...telegram.environment },
      SMTP_URL: `smtp://127.0.0.1:${port}?from=office@house.test`,
      PUPPETEER_EXECUTABLE_PATH: process.env['PUPPETEER_EXECUTABLE_PATH'],
    };
    house = await serveHouse(environment, builtInPlugins);
    const email = marks.email('user.own-address');
    const person = { email, name: 'Whoever works', role: 'admin' as const, password: PASSWORD };
    const created = await createUser({ database: database.port, clock: systemClock }, admin, person);
    if (!created.ok) throw new Error(created.error.code);
    const panel = await signIn(house.address ?? '', email, PASSWORD);
    const inTelegram = telegram.person({
      ...{ id: 4711, firstName: 'Whoever', username: marks.handle('telegram.username') },
    });
    for (const [plugin, live] of lives)
      if (plugin === 'host' || house.open.plugins.some(({ name }) => name === plugin))
        await live({ panel, marks, password: PASSWORD, inTelegram });
    await untilNothingWaits();
  }, 120_000);
  afterAll(async () => {
    await house.drain();
    await telegram.close();
    await new Promise<void>((resolve) => mail.close(() => resolve()));
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows nothing of anybody, however it is spelled', async () => {
    const dump = await dumpOf(database);
    expect(dump).toContain('Whoever works');
    const shown = [...marks.given].flatMap(([what, texts]) =>
      texts.flatMap(spellings).some((text) => dump.includes(text)) ? [what] : [],
    );
    expect(shown).toEqual([]);
  });

  it('has all of it, for whoever has the key', async () => {
    const db = queriesOf<Record<string, Record<string, unknown>>>(database.port.queries);
    const tables = await Promise.all(models.map(({ table }) => db.selectFrom(table).selectAll().execute()));
    const opened = JSON.stringify(tables, (_, value: unknown) =>
      typeof value === 'bigint' ? `${value}` : value,
    );
    const missing = [...marks.given]
      .filter(([, [text = '']]) => !opened.includes(text))
      .map(([what]) => what);
    expect(missing).toEqual([KEPT_AS_DIGEST]);
  });

  /** Events that have not been told, and jobs that are due. */
  async function untilNothingWaits(): Promise<void> {
    for (;;) {
      const { rows } = await sql<{ waiting: number | string }>`select
        (select count(*) from outbox_event where done_at is null) +
        (select count(*) from job where state = 'running') +
        (select count(*) from message where state = 'waiting') as waiting`.execute(
        queriesOf<unknown>(database.port.queries),
      );
      if (Number(rows[0]?.waiting) === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
});

/** It says whom it refused, as many do: what it says is kept of letters, jobs and deliveries. */
async function aMailServerThatRefuses(): Promise<SMTPServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo({ address }, _session, done) {
      done(Object.assign(new Error(`<${address}> has no mailbox here`), { responseCode: 550 }));
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return server;
}
