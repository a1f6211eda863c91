import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { HostTables } from '../../../generated/tables/host.js';
import { createSettingsStore, type SettingsStore } from '../../../src/host/settings/create-settings-store.js';
import { organisationSettings } from '../../../src/host/settings/organisation.js';
import { openDatabase } from '../../../src/host/database/open-database.js';
import { createSecretBox } from '../../../src/host/settings/secret-box.js';
import type { SettingsSchema } from '../../../src/kernel/settings.js';
import { jsonText } from '../../../src/host/database/json-text.js';
import { queriesOf } from '../../../src/query/queries.js';
import { systemClock } from '../../../src/values/clock.js';
import { forEachDialect, silentLog, type TestDatabase } from '../../harness/database.js';
import { admin } from '../../harness/house.js';
import { auditEntries } from '../../harness/audit.js';

const schema = {
  days: { kind: 'number', default: 30, min: 1, max: 90 },
  strict: { kind: 'boolean', default: false },
  token: { kind: 'secret', default: '' },
} as const satisfies SettingsSchema;

forEachDialect('settings', (_, open) => {
  let database: TestDatabase;
  let store: SettingsStore;
  const storeWith = (secretKey: string) =>
    createSettingsStore({ database: database.port, clock: systemClock, secretKey });
  const write = (values: Readonly<Record<string, unknown>>, version?: string) =>
    store.write({
      plugin: 'shop',
      schema,
      actor: admin,
      values,
      ...(version === undefined ? {} : { version }),
    });
  const host = () => queriesOf<HostTables>(database.port.queries);

  beforeAll(async () => {
    database = await open();
  });
  beforeEach(() => {
    store = storeWith('k'.repeat(32));
  });
  afterEach(async () => {
    await host().deleteFrom('setting').execute();
  });
  afterAll(() => database.close());

  it('are their defaults until somebody sets them', async () => {
    expect(await store.read('shop', schema)).toEqual({ days: 30, strict: false, token: '' });
    expect(await write({ days: 14, strict: true })).toEqual({ ok: true, value: null });
    expect(await store.read('shop', schema)).toEqual({ days: 14, strict: true, token: '' });
  });

  it.each([
    [{ days: 91 }, { code: 'setting-number', setting: 'days', min: 1, max: 90 }],
    [
      { days: 14, colour: 'red' },
      { code: 'setting-unknown', setting: 'colour' },
    ],
    [{ constructor: 'x' }, { code: 'setting-unknown', setting: 'constructor' }],
  ])('refuse %j and keep everything as it was', async (values, error) => {
    expect(await write(values)).toEqual({ ok: false, error });
    expect(await store.read('shop', schema)).toEqual({ days: 30, strict: false, token: '' });
  });

  it('keep a secret sealed: the plugin reads it, the panel and the database never show it', async () => {
    await write({ token: 'open sesame' });
    expect(await store.read('shop', schema)).toMatchObject({ token: 'open sesame' });
    const view = await store.view('shop', schema);
    expect(view).toMatchObject({ values: { days: 30, strict: false }, secretsSet: ['token'] });
    expect(view.values).not.toHaveProperty('token');
    const everything = jsonText([
      await host().withoutPlugins().selectFrom('setting').selectAll().execute(),
      await auditEntries(database.port).execute(),
    ]);
    expect(everything).not.toContain('sesame');
  });

  it('leave a secret as it is when the form sends none', async () => {
    await write({ token: 'open sesame' });
    await write({ token: '', days: 7 });
    expect(await store.read('shop', schema)).toEqual({ days: 7, strict: false, token: 'open sesame' });
  });

  it('say how to mend a secret that another key sealed', async () => {
    await write({ token: 'open sesame' });
    const secretKey = 'x'.repeat(32);
    const other = await openDatabase({ url: database.url, log: silentLog, clock: systemClock, secretKey });
    const elsewhere = createSettingsStore({ database: other.port, clock: systemClock, secretKey });
    await expect(elsewhere.read('shop', schema)).rejects.toThrow(
      'The secret shop/token cannot be read with this SECRET_KEY: put the former key into SECRET_KEY_PREVIOUS, or enter the secret again.',
    );
    await other.close();
  });

  it('open a secret that was closed before the database sealed by itself', async () => {
    const box = createSecretBox({ secretKey: 'k'.repeat(32) }, 'settings').seal('open sesame', 'shop/token');
    const row = {
      plugin: 'shop',
      name: 'token',
      value: box,
      secret: true,
      updated_at: new Date(),
      updated_by: null,
    };
    await host().withoutPlugins().insertInto('setting').values(row).execute();
    expect(await store.read('shop', schema)).toMatchObject({ token: 'open sesame' });
  });

  it('refuse a secret that was moved to another place', async () => {
    await write({ token: 'open sesame' });
    await host().updateTable('setting').set({ plugin: 'thief' }).execute();
    await expect(store.read('thief', schema)).rejects.toThrow('The secret thief/token cannot be read');
  });

  it('refuse a form that was made before somebody else saved', async () => {
    const { version } = await store.view('shop', schema);
    expect(await write({ days: 7 }, version)).toMatchObject({ ok: true });
    expect(await write({ days: 8 }, version)).toEqual({ ok: false, error: { code: 'settings-stale' } });
    expect(await store.read('shop', schema)).toMatchObject({ days: 7 });
  });

  it('are audited: who changed what from what', async () => {
    await write({ days: 7, token: 'open sesame' });
    const entry = (await auditEntries(database.port).execute()).at(-1)!;
    expect(entry).toMatchObject({
      action: 'host.change-settings',
      entity: 'Setting',
      entity_id: 'shop',
      actor: 'admin@demo.test',
    });
    expect([JSON.parse(entry.before ?? ''), JSON.parse(entry.after ?? '')]).toEqual([
      { days: 30 },
      { days: 7, token: '(secret)' },
    ]);
  });

  it('tell what the organisation is', async () => {
    const values = { name: 'Світанок', zone: 'Europe/Kyiv', currency: 'UAH', language: 'uk' };
    await store.write({ plugin: 'host', schema: organisationSettings, actor: admin, values });
    expect(await store.organisation()).toEqual({ ...values, address: '', taxNumber: '' });
  });
});
