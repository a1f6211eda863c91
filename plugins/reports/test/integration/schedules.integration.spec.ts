import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { createMail } from '../../../../src/host/mail/create-mail.js';
import { mailPort } from '../../../../src/host/mail/mail-port.js';
import { createUser } from '../../../../src/host/sessions/users.js';
import type { JobRun } from '../../../../src/kernel/contributions.js';
import type { Actor, Language, Role } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { systemClock } from '../../../../src/values/clock.js';
import { ok } from '../../../../src/values/result.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { admin, assembleTestHouse, type TestHouse } from '../../../../test/harness/house.js';
import { openBilling, value, type BillingHouse } from '../../../billing/test/integration/billing-house.js';
import { reports } from '../../adapters/database/reports.js';
import { runs } from '../../adapters/database/runs.js';
import { schedules } from '../../adapters/database/schedules.js';
import { reportTables } from '../../adapters/database/tables.js';
import { makeWriteCsv } from '../../adapters/formats/write-csv.js';
import { rhythm } from '../../adapters/rhythm.js';
import { cancelRun, findRun } from '../../app/cancel-run.js';
import { makeClearFiles } from '../../app/clear-files.js';
import { makeDeliverReport, makeStartDeliveries, type Occurrence } from '../../app/deliver-reports.js';
import { findInLibrary } from '../../app/library.js';
import { makeMakeFile, makeRequestRun } from '../../app/make-file.js';
import { makeCreateSchedule } from '../../app/schedule-report.js';
import { scheduleView } from '../../app/shown.js';
import type { ScheduleToSave } from '../../contract/doors.js';

const write = makeWriteCsv(() => Promise.resolve({ marked: false }));
const parts = {
  ...{ reports, runs, schedules, rhythm },
  writers: { csv: write, xlsx: write, pdf: write, json: write },
};

interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** the first file */
  readonly attached: string;
}

/** What the letters here are made of: encoded words (RFC 2047), and parts in base64 or quoted-printable. */
function readLetter(source: string): Letter {
  const unfolded = source.replaceAll(/\r\n[ \t]+/g, ' ');
  const header = (name: string): string =>
    new RegExp(`^${name}: (.*)$`, 'm').exec(unfolded)?.[1]?.trim() ?? '';
  const word = (_: string, how: string, text: string): string =>
    (how.toUpperCase() === 'B'
      ? Buffer.from(text, 'base64')
      : quotedPrintable(text.replaceAll('_', ' '))
    ).toString('utf8');
  const parts = source.split(/\r\n--/).map((part) => {
    const [head = '', ...body] = part.split('\r\n\r\n');
    const text = body.join('\r\n\r\n');
    const bytes = /base64/i.test(head) ? Buffer.from(text, 'base64') : quotedPrintable(text);
    return { head, text: bytes.toString('utf8') };
  });
  const find = (pattern: RegExp): string => parts.find(({ head }) => pattern.test(head))?.text ?? '';
  return {
    to: header('To').replace(/^.*<|>$/g, ''),
    subject: header('Subject')
      .replaceAll(/\?=\s+=\?/g, '?==?')
      .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, word),
    text: find(/text\/plain/),
    attached: find(/attachment/),
  };
}

function quotedPrintable(text: string): Buffer {
  const plain = text
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  return Buffer.from(plain, 'latin1');
}

describe('reports on their way', () => {
  let mailbox: SMTPServer;
  let isOpen = true;
  const received: Letter[] = [];

  beforeAll(async () => {
    mailbox = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: (_address, _session, done) =>
        done(isOpen ? null : Object.assign(new Error('closed for the night'), { responseCode: 450 })),
      onData(stream, _session, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          received.push(readLetter(Buffer.concat(chunks).toString('latin1')));
          done();
        });
      },
    });
    await new Promise<void>((resolve) => mailbox.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise<void>((resolve) => mailbox.close(() => resolve())));
  beforeEach(() => {
    received.length = 0;
    isOpen = true;
  });

  forEachDialect('by schedule', (_dialect, open) => {
    let database: TestDatabase;
    let test: TestHouse;
    let context: PluginContext;
    let billing: BillingHouse;
    let now: Date;

    beforeEach(async () => {
      now = new Date('2026-03-15T06:30:00Z');
      database = await open();
      const { port } = mailbox.server.address() as AddressInfo;
      test = await assembleTestHouse(database, {
        clock: { now: () => now },
        ports: {
          mail: mailPort({
            mail: createMail({
              url: `smtp://127.0.0.1:${port}?from=office@example.com`,
              viewsRoot: 'views',
              host: () => 'house.test',
              habits: async () => ({ bounceAddresses: false, dkim: null }),
            }),
            organisation: () => context.organisation(),
            origin: () => 'https://house.test',
          }),
          documents: {
            html: (_, values) => Promise.resolve(JSON.stringify(values)),
            letter: () => Promise.reject(new Error('this specification writes no letter of templates')),
            pdf: () => Promise.reject(new Error('this specification prints nothing')),
            chart: () => Promise.reject(new Error('this specification draws nothing')),
            picture: () => Promise.reject(new Error('this specification draws nothing')),
          },
        },
      });
      context = test.house.context('reports');
      billing = openBilling(database, { now: now.toISOString() });
    });
    afterEach(async () => {
      test.close();
      await database.close();
    });

    async function user(
      role: Role,
      language: Language,
      representativeId: string | null = null,
    ): Promise<Actor> {
      const email = `${role}-${language}@house.test`;
      const person = {
        email,
        name: `The ${role}`,
        role,
        language,
        representativeId,
        password: 'a long pass-phrase',
      };
      const { id } = value(await createUser({ database: database.port, clock: systemClock }, admin, person));
      return (await context.people.actor(id))!;
    }

    async function soldByTwo(): Promise<readonly [string, string]> {
      const [harbour, lantern] = [
        await billing.representative({ code: 'HARBOUR' }),
        await billing.representative({ code: 'LANTERN' }),
      ];
      await billing.issued({ representativeId: harbour, total: 10_000n, on: '2026-02-10' as never });
      await billing.issued({ representativeId: lantern, total: 2_500n, on: '2026-02-11' as never });
      return [harbour, lantern];
    }

    const monthly = (change: Partial<ScheduleToSave>): ScheduleToSave => ({
      name: 'Monday morning',
      report: null,
      library: 'invoices',
      cron: '0 8 * * *',
      zone: 'Europe/Kyiv',
      format: 'csv',
      channel: 'email',
      recipients: [],
      active: true,
      ...change,
    });

    function job<Data>(data: Data, change: Partial<JobRun<Data>> = {}): JobRun<Data> {
      return {
        ...{ id: 'job', data, attempt: 1, lastAttempt: false, context },
        signal: new AbortController().signal,
        progress: () => Promise.resolve(),
        effectOnce: (_key, effect) => database.port.transaction(effect),
        ...change,
      };
    }

    async function minutePasses(): Promise<readonly Occurrence[]> {
      const before = test.scheduled.length;
      await makeStartDeliveries(parts)(job(null));
      return test.scheduled.slice(before).map(({ data }) => {
        const { scheduleId, occurrence } = data as { scheduleId: string; occurrence: string };
        return { scheduleId, occurrence: new Date(occurrence) };
      });
    }

    it('gives each recipient its own rows in its own language, once', async () => {
      const [harbour] = await soldByTwo();
      const owner = await user('operator', 'en');
      const reseller = await user('representative', 'uk', harbour);
      const recipients = [
        { kind: 'user', id: reseller.userId! } as const,
        { kind: 'address', address: 'accountant@example.com', language: 'ru' } as const,
      ];
      value(await makeCreateSchedule(parts)(context, owner, monthly({ recipients })));
      expect(await minutePasses()).toEqual([]);

      now = new Date('2026-03-16T06:00:30Z');
      const [due] = await minutePasses();
      expect(due!.occurrence).toEqual(new Date('2026-03-16T06:00:00Z'));
      const deliver = makeDeliverReport(parts);
      await deliver(job(due!));
      await deliver(job(due!));

      expect(received.map(({ to }) => to).sort()).toEqual([
        'accountant@example.com',
        'representative-uk@house.test',
      ]);
      const [own, all] = [...received].sort((a, b) => a.attached.length - b.attached.length);
      expect(own!.subject).toContain('Рахунки');
      expect(own!.attached).toContain('100.00');
      expect(own!.attached).not.toContain('25.00');
      expect(own!.text).toContain('https://house.test/admin/x/reports/runs/');
      expect(all!.subject).toContain('Счета');
      expect(all!.attached).toContain('25.00');
      expect(all!.text).not.toContain('https://house.test');
      const kept = await schedules.deliveries(context.database.queries, due!.scheduleId, 10);
      expect(kept.map(({ state }) => state)).toEqual(['sent', 'sent']);
    });

    it('sends the newest of the occurrences that were missed, and no other', async () => {
      const owner = await user('operator', 'en');
      const recipients = [{ kind: 'user', id: owner.userId! } as const];
      value(await makeCreateSchedule(parts)(context, owner, monthly({ recipients })));
      now = new Date('2026-03-20T23:00:00Z');
      expect((await minutePasses()).map(({ occurrence }) => occurrence.toISOString())).toEqual([
        '2026-03-20T06:00:00.000Z',
      ]);
      expect(await minutePasses()).toEqual([]);
    });

    it('goes on with the others where one of them cannot be read or kept any more', async () => {
      const owner = await user('operator', 'en');
      const recipients = [{ kind: 'user', id: owner.userId! } as const];
      const save = async (name: string) =>
        value(await makeCreateSchedule(parts)(context, owner, monthly({ name, recipients })));
      const [spoiled, unkept, whole] = [await save('Spoiled'), await save('Unkept'), await save('Whole')];
      const tables = reportTables(context.database.queries);
      await tables
        .updateTable('report_schedule')
        .set({ recipients: '[{"kind":"us' })
        .where('id', '=', spoiled.id)
        .execute();
      await tables
        .updateTable('report_schedule')
        .set({ cron: 'every morning' })
        .where('id', '=', unkept.id)
        .execute();
      expect((await schedules.all(context.database.queries)).map(({ recipients }) => recipients)).toEqual([
        null,
        recipients,
        recipients,
      ]);

      now = new Date('2026-03-16T06:00:30Z');
      const due = await minutePasses();
      expect(due.map(({ scheduleId }) => scheduleId).sort()).toEqual([spoiled.id, whole.id].sort());
      for (const each of due) await makeDeliverReport(parts)(job(each));
      expect(received).toHaveLength(1);
      const reader = { context, actor: owner, language: 'en' as const };
      const told = [];
      for (const each of await schedules.all(context.database.queries))
        told.push((await scheduleView(reader, reports, each)).lastError);
      expect(told).toEqual([
        expect.stringContaining('Who gets the report'),
        expect.stringContaining('every morning'),
        null,
      ]);
      expect(await minutePasses()).toEqual([]);
    });

    it('lists its files where what one was made of cannot be read any more, and makes that one no more', async () => {
      await soldByTwo();
      const owner = await user('operator', 'en');
      const [spoiled, whole] = [await requested(owner), await requested(owner)];
      await reportTables(context.database.queries)
        .updateTable('report_run')
        .set({ definition: '', actor: 'nobody', error: 'so' })
        .where('id', '=', spoiled.id)
        .execute();
      for (const { id } of [spoiled, whole]) await makeMakeFile(parts)(job({ runId: id }));
      const listed = await runs.requestedBy(context.database.queries, owner.userId!, 10);
      expect(new Map(listed.map(({ id, state }) => [id, state]))).toEqual(
        new Map([
          [spoiled.id, 'failed'],
          [whole.id, 'done'],
        ]),
      );
      expect((await findRun(runs, context, owner, spoiled.id)).ok).toBe(true);
      now = new Date('2026-04-22T06:30:00Z');
      await makeClearFiles(runs)(job(null));
      expect(await runs.find(context.database.queries, whole.id)).toMatchObject({ state: 'expired' });
    });

    it('tries again what the mail server did not take, and tells the owner when it gives up', async () => {
      const owner = await user('operator', 'en');
      const recipients = [{ kind: 'user', id: owner.userId! } as const];
      const schedule = value(await makeCreateSchedule(parts)(context, owner, monthly({ recipients })));
      const due = { scheduleId: schedule.id, occurrence: new Date('2026-03-16T06:00:00Z') };
      const deliver = makeDeliverReport(parts);
      isOpen = false;
      await expect(deliver(job(due))).rejects.toThrow('1 deliveries failed');
      await expect(deliver(job(due, { lastAttempt: true }))).rejects.toThrow();
      const failed = await schedules.find(context.database.queries, schedule.id);
      expect(failed!.lastError).toContain('closed for the night');
      expect(await billing.tables.selectFrom('notice').select('kind').execute()).toEqual([
        { kind: 'reports.delivery-failed' },
      ]);

      isOpen = true;
      await deliver(job(due));
      expect(received).toHaveLength(1);
      expect((await schedules.find(context.database.queries, schedule.id))!.lastError).toBeNull();
    });

    it('refuses an address from outside to those who see only a part, and unknown people to all', async () => {
      const manager = { ...(await user('operator', 'en')), role: 'manager' as const };
      const create = makeCreateSchedule(parts);
      const address = { kind: 'address', address: 'a@example.com', language: 'en' } as const;
      const codeOf = async (actor: Actor, change: Partial<ScheduleToSave>) => {
        const saved = await create(context, actor, monthly(change));
        return saved.ok ? 'saved' : saved.error.code;
      };
      expect(await codeOf(manager, { recipients: [address] })).toBe('address-not-allowed');
      const owner = { ...manager, role: 'operator' as const };
      expect(await codeOf(owner, { recipients: [{ kind: 'user', id: 'nobody' }] })).toBe('unknown-recipient');
      expect(await codeOf(owner, { recipients: [] })).toBe('recipients-missing');
      expect(await codeOf(owner, { recipients: [address], cron: '0 8 * *' })).toBe('cron-fields');
      expect(await codeOf(owner, { recipients: [address], zone: 'Kyiv' })).toBe('unknown-zone');
      expect(await codeOf(owner, { recipients: [address], channel: 'pigeon' })).toBe('unknown-channel');
      expect(await codeOf(owner, { recipients: [address], library: 'statement-of-account' })).toBe(
        'schedule-needs-parameters',
      );
    });

    it('makes nothing for a user who may not sign in any more', async () => {
      await soldByTwo();
      const owner = await user('operator', 'en');
      const run = await requested(owner);
      await billing.tables.updateTable('app_user').set({ active: false }).execute();
      await makeMakeFile(parts)(job({ runId: run.id }));
      const ended = await runs.find(context.database.queries, run.id);
      expect(ended).toMatchObject({ state: 'refused', filePath: null });
      expect(ended!.error).toContain('user-not-active');
    });

    async function requested(actor: Actor) {
      const definition = value(findInLibrary(context, 'en', 'invoices'));
      return value(
        await makeRequestRun(parts)(
          context,
          actor,
          { definition, reportId: null },
          { format: 'csv', language: 'en' },
        ),
      );
    }

    it('leaves no file of what is cancelled while it is made', async () => {
      await soldByTwo();
      const owner = await user('operator', 'en');
      const run = await requested(owner);
      const stop = new AbortController();
      const cancelling = {
        ...parts,
        writers: {
          ...parts.writers,
          csv: async (file: Parameters<typeof write>[0]) => {
            value(await cancelRun(runs, context, owner, run.id));
            stop.abort(new Error('cancelled'));
            return write(file);
          },
        },
      };
      await expect(
        makeMakeFile(cancelling)(job({ runId: run.id }, { signal: stop.signal })),
      ).rejects.toThrow();
      const ended = await runs.find(context.database.queries, run.id);
      expect(ended).toMatchObject({ state: 'cancelled', filePath: null });
      expect(existsSync(`${await context.storage.folder('runs')}/${run.id}.csv`)).toBe(false);
    });

    it('takes a file away when its time is over', async () => {
      await soldByTwo();
      const owner = await user('operator', 'en');
      const run = await requested(owner);
      await makeMakeFile(parts)(job({ runId: run.id }));
      const done = await runs.find(context.database.queries, run.id);
      expect(done).toMatchObject({ state: 'done', rows: 2, expiresAt: new Date('2026-03-22T06:30:00Z') });
      now = new Date('2026-03-22T06:29:59Z');
      await makeClearFiles(runs)(job(null));
      expect(existsSync(done!.filePath!)).toBe(true);
      now = new Date('2026-03-22T06:30:00Z');
      await makeClearFiles(runs)(job(null));
      expect(existsSync(done!.filePath!)).toBe(false);
      expect(await runs.find(context.database.queries, run.id)).toMatchObject({ state: 'expired' });
    });

    it('says that no mail can be sent where no server is named', async () => {
      const silent = mailPort({
        mail: null,
        organisation: () => context.organisation(),
        origin: () => 'https://house.test',
      });
      const sent = await silent.send({ to: 'a@example.com', subject: '', text: '' });
      expect(sent).toEqual({ ok: false, error: { code: 'mail-not-configured' } });
      expect(ok(silent.link('/admin')).value).toBe('https://house.test/admin');
    });
  });
});
