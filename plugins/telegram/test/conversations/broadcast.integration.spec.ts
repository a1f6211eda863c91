import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { NotificationsTables } from '../../../../generated/tables/notifications.js';
import { forEachDialect, silentLog, type TestDatabase } from '../../../../test/harness/database.js';
import { createTranslator } from '../../../../src/host/i18n/create-translator.js';
import { createDocuments } from '../../../../src/host/documents/create-documents.js';
import { admin as theAdmin } from '../../../../test/harness/house.js';
import { openBotHouse, type BotHouse } from '../../../../test/harness/telegram-house.js';
import type { TestPerson } from '../../../../test/harness/telegram.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { advance } from '../../adapters/jobs/broadcast-job.js';
import { broadcasts } from '../../broadcasts-token.js';

forEachDialect('broadcasts', (_, open) => {
  let database: TestDatabase;
  let house: BotHouse;
  let context: PluginContext;
  const { signal } = new AbortController();

  beforeEach(async () => {
    database = await open();
    const documents = createDocuments({
      viewsRoot: join(process.cwd(), 'views'),
      translator: await createTranslator(join(process.cwd(), 'locales'), []),
      executablePath: '',
      log: silentLog,
    });
    house = await openBotHouse(database, { ports: { documents } });
    context = house.house.context('telegram');
  });
  afterEach(async () => {
    await house.end();
    await database.close();
  });

  const heard = (person: TestPerson, words: string): number =>
    person.screens().filter(({ text }) => text.includes(words)).length;

  /** As the job does, until nothing is under way. */
  async function runToEnd(): Promise<void> {
    const end = performance.now() + 30_000;
    const { underWay } = context.use(broadcasts);
    for (let all = await underWay(); all.length > 0; all = await underWay()) {
      if (performance.now() > end) throw new Error('the broadcast does not end');
      for (const broadcast of all) await advance(context, broadcast, signal);
    }
  }

  /** Returns what was said last before it was sent. */
  async function sendOff(sender: TestPerson): Promise<string> {
    await sender.says('/broadcast');
    await sender.says('Closed on <Monday> & Tuesday.\nSee you!');
    await sender.presses('Add Ukrainian');
    await sender.says('У понеділок зачинено.');
    await sender.presses('Choose who gets it');
    await sender.presses('Operators');
    await sender.presses('Representatives');
    await sender.presses('Preview');
    const { text } = sender.screen();
    await sender.presses('Send it now');
    return text;
  }

  it('reaches each of the audience once, in its language, and reports who was not reached', async () => {
    const { person: admin } = await house.linked({ role: 'admin' });
    const { person: olena } = await house.linked({ role: 'operator', language: 'uk' });
    const { person: rep } = await house.linked({
      role: 'representative',
      language: 'ru',
      representativeId: 'r1',
    });
    const { person: gone } = await house.linked({ role: 'operator' });
    const { person: manager } = await house.linked({ role: 'manager', managerId: 'm1' });
    gone.blocksSilently();
    expect(await sendOff(admin)).toBe('It goes to 3 people and takes about 1 second.');
    const seen = admin.screens().map(({ text }) => text);
    expect(seen.some((text) => text.endsWith('\n\nClosed on <Monday> & Tuesday.\nSee you!'))).toBe(true);
    await house.house.start(['worker']);
    await runToEnd();
    expect(heard(olena, 'У понеділок зачинено.')).toBe(1);
    expect(heard(rep, 'Closed on <Monday> & Tuesday.\nSee you!')).toBe(1);
    expect(heard(manager, 'Closed')).toBe(0);
    const report = admin.screen();
    expect(report.text).toContain('The broadcast is over.');
    expect(report.text).toContain('Delivered: 2');
    expect(report.text).toContain('Failed: 1');
    expect(report.edits).toBeGreaterThan(0);
    const { recent } = context.use(broadcasts);
    expect(await recent(theAdmin)).toMatchObject([
      { broadcast: { state: 'done', total: 3 }, counts: { sent: 2, failed: 1, waiting: 0, dropped: 0 } },
    ]);
    expect(await recent({ ...theAdmin, role: 'operator' })).toEqual([]);
  });

  it('drops what waits when it is cancelled, and sends nothing of it any more', async () => {
    const { person: admin } = await house.linked({ role: 'admin' });
    const { person: olena } = await house.linked({ role: 'operator', language: 'uk' });
    await sendOff(admin);
    for (const broadcast of await context.use(broadcasts).underWay())
      await context.use(broadcasts).queue(broadcast, signal);
    await admin.presses('Cancel what waits');
    expect(admin.screen().text).toContain('The broadcast was cancelled.');
    expect(admin.screen().text).toContain('Dropped: 1');
    await house.house.start(['worker']);
    expect(await context.use(broadcasts).underWay()).toEqual([]);
    expect(heard(olena, 'зачинено')).toBe(0);
  });

  it('queues nobody twice when it is begun again', async () => {
    const { person: admin } = await house.linked({ role: 'admin' });
    for (let each = 0; each < 3; each += 1) await house.linked({ role: 'operator' });
    await sendOff(admin);
    const [broadcast] = await context.use(broadcasts).underWay();
    // As a process would that ended before it could say that it had done it.
    await context.use(broadcasts).queue(broadcast!, signal);
    await context.use(broadcasts).queue(broadcast!, signal);
    const rows = await queriesOf<NotificationsTables>(database.port.queries)
      .selectFrom('message')
      .select('id')
      .where('kind', '=', 'telegram.broadcast')
      .execute();
    expect(rows).toHaveLength(3);
  });

  it('takes no text that does not fit, and forgets everything at /cancel', async () => {
    const { person } = await house.linked({ role: 'admin', language: 'uk' });
    await person.says('/broadcast');
    expect(person.screen().text).toContain('щонайбільше 3900 символів');
    await person.says('я'.repeat(3901));
    expect(person.screen().text).toContain('У тексті 3901 символів');
    await person.says('/cancel');
    expect(await context.use(broadcasts).underWay()).toEqual([]);
  });

  it('is not an operator’s to send, also by a button of the administrator', async () => {
    const { person: admin } = await house.linked({ role: 'admin' });
    const { person: operator } = await house.linked({ role: 'operator' });
    await admin.says('/broadcast');
    await admin.says('Hello');
    await operator.sendsCallback(admin.dataOf('Choose who gets it'));
    await operator.says('/broadcast');
    expect(operator.screen().buttons.flat()).not.toContain('Preview');
    expect(await context.use(broadcasts).underWay()).toEqual([]);
  });
});
