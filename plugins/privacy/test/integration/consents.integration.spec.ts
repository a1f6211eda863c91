import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { HostTables } from '../../../../generated/tables/host.js';
import type { PrivacyTables } from '../../../../generated/tables/privacy.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { newId } from '../../../../src/values/ids.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { system } from '../../../../test/integration/admin/panel-house.js';
import { openApiHouse, type ApiHouse } from '../../../../test/integration/api/api-house.js';
import { signedIn, type Browser } from '../../../../test/integration/admin/panel-house.js';
import { makePublishWording } from '../../app/consents/publish-wording.js';
import { makeListConsents } from '../../app/consents/read-consents.js';
import { makeRecordOwnConsent } from '../../app/consents/record-consent.js';
import type { StoredWording } from '../../app/consents/stored.js';
import { consentParts, exportParts } from '../../parts.js';
import type { ConsentsView, OwnConsents, WordingsView } from '../../contract/consent-doors.js';

const DOORS = '/admin/x/privacy';
const textsOf = (word: string) => ({ en: `${word} en`, uk: `${word} uk`, ru: `${word} ru` });

forEachDialect('consents', (_dialect, open) => {
  let database: TestDatabase;
  let house: ApiHouse;
  let context: PluginContext;
  let admin: Browser;
  let operator: Browser;
  let representative: Browser;
  let manager: Browser;
  let acting: Actor;
  const publish = makePublishWording(consentParts);

  beforeAll(async () => {
    database = await open();
    house = await openApiHouse(database);
    context = house.house.context('privacy');
    [admin, operator, manager, representative] = (await Promise.all(
      ['admin', 'operator', 'manager', 'representative'].map((who) => signedIn(house, `${who}@demo.test`)),
    )) as [Browser, Browser, Browser, Browser];
    acting = (await context.people.actor(await userId('representative@demo.test')))!;
  });
  afterAll(() => database.close());

  async function userId(email: string): Promise<string> {
    const { id } = await queriesOf<HostTables>(database.port.queries)
      .selectFrom('app_user')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirstOrThrow();
    return id;
  }
  async function published(purpose: string, word: string, after = 0): Promise<StoredWording> {
    const result = await publish(context, system, { purpose, texts: textsOf(word), after });
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return result.value;
  }
  const read = async <Answer>(who: Browser, path: string): Promise<Answer> =>
    (await who.get(`${DOORS}${path}`).set('accept', 'application/json').expect(200)).body as Answer;

  it('are asked in words of which one of several publications at once is the next edition', async () => {
    const first = await Promise.all(
      ['a', 'b', 'c'].map((word) =>
        publish(context, system, { purpose: 'race', texts: textsOf(word), after: 0 }),
      ),
    );
    const second = await Promise.all(
      ['d', 'e', 'f'].map((word) =>
        publish(context, system, { purpose: 'race', texts: textsOf(word), after: 1 }),
      ),
    );
    for (const [edition, results] of [
      [1, first],
      [2, second],
    ] as const) {
      expect(results.flatMap((each) => (each.ok ? [each.value.edition] : []))).toEqual([edition]);
      expect(results.flatMap((each) => (each.ok ? [] : [each.error.code]))).toEqual([
        'wording-outdated',
        'wording-outdated',
      ]);
    }
    const { body } = await admin
      .post(`${DOORS}/consents/wordings`)
      .send({ purpose: 'race', texts: textsOf('late'), after: 1 })
      .expect(422);
    expect((body as { detail: string }).detail).toMatch(/newer wording was published meanwhile/);
  });

  it('refuse words that are published already, and words that nobody could read', async () => {
    await published('same', 'x');
    const again = { purpose: 'same', after: 1 };
    expect(await publish(context, system, { ...again, texts: textsOf('x') })).toMatchObject({
      error: { code: 'wording-unchanged' },
    });
    expect(await publish(context, system, { ...again, texts: { ...textsOf('y'), uk: ' ' } })).toMatchObject({
      error: { code: 'wording-missing' },
    });
  });

  it('stand as somebody said last, with the words and the language, and outlive the words', async () => {
    const first = await published('news', 'first');
    const say = (given: boolean, wordingId: string) =>
      representative.post(`${DOORS}/my/consents`).send({ wordingId, given, language: 'uk' });
    await say(true, first.id).expect(200);
    await say(true, first.id).expect(200);
    const own = async () => {
      const { consents, history } = await read<OwnConsents>(representative, '/my/consents');
      const found = consents.find(({ wording }) => wording.purpose === 'news')!;
      return { ...found, history: history.filter(({ purpose }) => purpose === 'news') };
    };
    expect((await own()).standing).toMatchObject({
      ...{ given: true, text: 'first uk', edition: 1, isOutdated: false, source: 'panel', byOneself: true },
    });
    const second = await published('news', 'second', 1);
    expect(await own()).toMatchObject({
      wording: { edition: 2, texts: textsOf('second') },
      standing: { given: true, text: 'first uk', edition: 1, isOutdated: true },
    });
    const refused = await say(true, first.id).expect(422);
    expect((refused.body as { code: string }).code).toBe('wording-outdated');
    await say(true, second.id).expect(200);
    // What is taken back is taken back, whichever words were on the screen.
    await say(false, first.id).expect(200);
    const after = await own();
    expect(after.standing).toMatchObject({ given: false });
    expect(after.history.map(({ given, edition }) => [given, edition])).toEqual([
      [false, 1],
      [true, 2],
      [true, 1],
    ]);
  });

  it('given and taken back at once come one after the other, and the last of them stands', async () => {
    const wording = await published('hurry', 'now');
    const say = makeRecordOwnConsent(consentParts);
    const said = await Promise.all(
      [true, false, true, false, true, false].map((given) =>
        say(context, acting, { wordingId: wording.id, given, language: 'en' }),
      ),
    );
    expect(said.every(({ ok }) => ok)).toBe(true);
    const history = (
      await consentParts.consents.history(database.port.queries, {
        ...{ kind: 'representative', id: house.rows.repA },
      })
    ).filter(({ purpose }) => purpose === 'hurry');
    // One after the other: nobody says twice in a row what stands already, and no two are of one instant.
    expect(history.every(({ given }, index) => given !== history[index + 1]?.given)).toBe(true);
    expect(new Set(history.map(({ at }) => at.getTime())).size).toBe(history.length);
    const [standing] = await makeListConsents(consentParts)(
      ...([context, acting, { purpose: 'hurry', standing: null, subject: null }] as const),
      { after: null, limit: 10 },
    );
    expect(standing?.id).toBe(history[0]?.id);
  });

  it('that came on paper are recorded by staff, of the edition that was on it', async () => {
    const old = await published('photo', 'old');
    await published('photo', 'new', 1);
    const paper = { kind: 'representative', wordingId: old.id, given: true, language: 'ru', source: 'paper' };
    await operator
      .post(`${DOORS}/consents`)
      .send({ ...paper, id: house.rows.repB })
      .expect(200);
    const { consents } = await read<ConsentsView>(operator, '/consents?purpose=photo&standing=outdated');
    expect(consents).toMatchObject([
      {
        ...{ purpose: 'photo', given: true, text: 'old ru', source: 'paper', edition: 1, isOutdated: true },
        subject: { kind: 'representative', id: house.rows.repB, title: expect.any(String) },
        recordedBy: expect.any(String),
      },
    ]);
    const nobody = await operator
      .post(`${DOORS}/consents`)
      .send({ ...paper, id: newId() })
      .expect(422);
    expect((nobody.body as { code: string }).code).toBe('unknown-subject');
    await manager
      .post(`${DOORS}/consents`)
      .send({ ...paper, id: house.rows.repA })
      .expect(403);
    await representative
      .post(`${DOORS}/consents`)
      .send({ ...paper, id: house.rows.repA })
      .expect(403);
  });

  it('given for whoever signs in for a representative are that representative’s', async () => {
    const wording = await published('calls', 'ring');
    const about = { kind: 'user', id: await userId('representative@demo.test'), wordingId: wording.id };
    await admin
      .post(`${DOORS}/consents`)
      .send({ ...about, given: true, language: 'en', source: 'phone' })
      .expect(200);
    const { consents } = await read<OwnConsents>(representative, '/my/consents');
    expect(consents.find((each) => each.wording.purpose === 'calls')?.standing).toMatchObject({
      ...{ given: true, source: 'phone', byOneself: false },
    });
  });

  it('are seen by a manager of the offices that it answers for, by a representative of itself', async () => {
    const wording = await published('scope', 'who');
    for (const id of [house.rows.repA, house.rows.repB])
      await operator
        .post(`${DOORS}/consents`)
        .send({
          ...{ kind: 'representative', id, wordingId: wording.id, given: true, language: 'en' },
          source: 'paper',
        })
        .expect(200);
    const seen = async (who: Browser) =>
      (await read<ConsentsView>(who, '/consents?purpose=scope')).consents.map(({ subject }) => subject.id);
    expect(new Set(await seen(operator))).toEqual(new Set([house.rows.repA, house.rows.repB]));
    expect(await seen(manager)).toEqual([house.rows.repA]);
    const path = `${DOORS}/consents/history?kind=representative&id=`;
    await manager.get(`${path}${house.rows.repA}`).expect(200);
    await manager.get(`${path}${house.rows.repB}`).expect(404);
    const file = await manager.get(`${DOORS}/consents/file?purpose=scope`).buffer(true).expect(200);
    expect(file.text).toContain(house.rows.repA);
    expect(file.text).not.toContain(house.rows.repB);
    for (const door of ['/consents', '/consents/wordings', '/consents/file', path.slice(DOORS.length)])
      await representative.get(`${DOORS}${door}`).expect(403);
    const api = house.api(await house.keyOf('representative'));
    const { body } = await api.get('/privacy/consents?purpose=scope').expect(200);
    expect((body as { data: { subject: { id: string } }[] }).data.map(({ subject }) => subject.id)).toEqual([
      house.rows.repA,
    ]);
  });

  it('are published by whoever configures privacy, and by nobody else', async () => {
    const asked = { purpose: 'doors', texts: textsOf('d'), after: 0 };
    for (const who of [operator, manager, representative])
      await who.post(`${DOORS}/consents/wordings`).send(asked).expect(403);
    await admin.post(`${DOORS}/consents/wordings`).send(asked).expect(200);
    expect((await read<WordingsView>(admin, '/consents/wordings')).mayPublish).toBe(true);
    expect(await read<WordingsView>(manager, '/consents/wordings')).toMatchObject({
      ...{ mayPublish: false, mayRecord: false },
    });
  });

  it('come page by page, each once, and as a file with edition and words', async () => {
    const wording = await published('pages', '=1+1');
    const give = { wordingId: wording.id, given: true, language: 'en', source: 'email' };
    for (const id of [house.rows.repA, house.rows.repB])
      await operator
        .post(`${DOORS}/consents`)
        .send({ ...give, kind: 'representative', id })
        .expect(200);
    const api = house.api(await house.keyOf('operator'));
    const first = await api.get('/privacy/consents?purpose=pages&limit=1').expect(200);
    const page = first.body as { data: { subject: { id: string } }[]; next: string };
    const second = await api.get(page.next.replace(/^.*\/api\/v1/, '')).expect(200);
    const rest = second.body as typeof page;
    expect([...page.data, ...rest.data].map(({ subject }) => subject.id)).toEqual([
      ...[house.rows.repB, house.rows.repA],
    ]);
    expect(rest.next).toBeNull();
    const { text } = await operator.get(`${DOORS}/consents/file?purpose=pages`).buffer(true).expect(200);
    const lines = text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(
      /^pages,Agreed,Representative,[^,]+,[0-9a-f-]{36},1,no,en,by e-mail,2.*,'=1\+1 en$/,
    );
  });

  it('are given and taken back by the API: one’s own by everybody, those of others by who records them', async () => {
    const wording = await published('api', 'call');
    const said = { wordingId: wording.id, given: true, language: 'en' };
    const own = house.api(await house.keyOf('representative'));
    const { body } = await own.post('/privacy/consents', said).expect(201);
    expect(body).toMatchObject({
      ...{ given: true, text: 'call en', source: 'api', subject: { id: house.rows.repA } },
    });
    const back = await own.post('/privacy/consents', { ...said, given: false }).expect(201);
    expect(back.body).toMatchObject({ given: false });
    const elsewhere = { kind: 'representative', id: house.rows.repA, source: 'paper' };
    await own.post('/privacy/consents', { ...said, elsewhere }).expect(422);
    const staff = house.api(await house.keyOf('operator'));
    await staff.post('/privacy/consents', { ...said, elsewhere }).expect(201);
    const { body: wordings } = await own.get('/privacy/consents/wordings').expect(200);
    expect((wordings as { data: { id: string }[] }).data.map(({ id }) => id)).toContain(wording.id);
  });

  it('go into the file about a person with the words that were agreed to', async () => {
    const wording = await published('export', 'kept');
    await representative
      .post(`${DOORS}/my/consents`)
      .send({ wordingId: wording.id, given: true, language: 'ru' })
      .expect(200);
    await published('export', 'never shown', 1);
    const { queries } = database.port;
    const subject = (await consentParts.subjects.find(context, queries, 'representative', house.rows.repA))!;
    const folder = mkdtempSync(join(tmpdir(), 'consents-'));
    try {
      const path = join(folder, 'export.zip');
      const { signal } = new AbortController();
      await exportParts.write({ context, subject, language: 'en', path, signal });
      const json = execFileSync('unzip', ['-p', path, 'data.json'], { encoding: 'utf8' });
      const { models } = JSON.parse(json) as { models: { model: string; records: object[] }[] };
      const recordsOf = (name: string) => models.find(({ model }) => model === name)?.records ?? [];
      expect(recordsOf('ConsentEntry')).toContainEqual(
        expect.objectContaining({ wordingId: wording.id, given: true, language: 'ru', source: 'panel' }),
      );
      expect(recordsOf('ConsentWording')).toContainEqual(
        expect.objectContaining({ id: wording.id, edition: 1, texts: textsOf('kept') }),
      );
      expect(json).not.toContain('never shown');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are never changed and never deleted', async () => {
    const { id: wordingId } = await published('forever', 'kept');
    const own = { wordingId, given: true, language: 'en' };
    await representative.post(`${DOORS}/my/consents`).send(own).expect(200);
    const tables = queriesOf<PrivacyTables>(database.port.queries);
    const changes = [
      tables.updateTable('consent_entry').set({ given: false }),
      tables.deleteFrom('consent_entry'),
      tables.updateTable('consent_wording').set({ texts: '{}' }),
      tables.deleteFrom('consent_wording'),
    ];
    const refused = { message: expect.stringMatching(/append-only/) };
    for (const change of changes) await expect(change.execute()).rejects.toMatchObject(refused);
  });

  it('and leave their trace in the audit trail', async () => {
    const entries = await queriesOf<HostTables>(database.port.queries)
      .selectFrom('audit_entry')
      .select(['action', 'entity'])
      .where('action', 'in', ['privacy.publish-wording', 'privacy.record-consent'])
      .execute();
    expect(entries.filter(({ action }) => action === 'privacy.publish-wording').length).toBeGreaterThan(8);
    expect(new Set(entries.map(({ entity }) => entity))).toEqual(
      new Set(['ConsentWording', 'Representative']),
    );
  });
});
