import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { WHOLE_DATABASE } from '../../../src/host/audit/whole-database.js';
import { createCache } from '../../../src/host/cache/create-cache.js';
import { rememberResult } from '../../../src/kernel/remember-result.js';
import type { Cache, Database } from '../../../src/kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { forEachDialect, openTestDatabase, type TestDatabase } from '../../harness/database.js';
import { admin } from '../../harness/house.js';
import { describeWith } from '../../harness/services.js';

const write = ({ port }: TestDatabase, entity: string): Promise<void> =>
  port.transaction((tx) => tx.audit({ actor: admin, action: 'billing.change', entity, entityId: 'x' }));

/** A cache, and how often it had to make something. */
function asking(cache: Cache, tags: readonly string[] = ['Invoice']) {
  let made = 0;
  return {
    made: () => made,
    ask: async (key: unknown = 'sales') => {
      const { value } = await cache.remember({ key, tags }, async () => ++made);
      return value;
    },
  };
}

forEachDialect('what is remembered', (_, open) => {
  let database: TestDatabase;
  beforeEach(async () => void (database = await open()));
  afterEach(() => database.close());

  const aCache = (plugin = 'analytics') =>
    createCache({ database: database.port, redis: null }).over(plugin, database.port);

  it('is made once until somebody writes to what it was made from', async () => {
    const { ask } = asking(aCache());
    expect([await ask(), await ask()]).toEqual([1, 1]);
    await write(database, 'Invoice');
    expect([await ask(), await ask()]).toEqual([2, 2]);
    await write(database, 'SavedView');
    expect(await ask()).toBe(2);
    await write(database, 'Invoice');
    await write(database, 'SavedView');
    expect(await ask()).toBe(3);
  });

  it('is made anew, whatever it was made from, when rows come back from a copy', async () => {
    const { ask } = asking(aCache());
    await write(database, 'Invoice');
    expect([await ask(), await ask()]).toEqual([1, 1]);
    await write(database, WHOLE_DATABASE);
    expect([await ask(), await ask()]).toEqual([2, 2]);
  });

  it('is made anew after a write in another process, which tells nobody', async () => {
    const one = asking(aCache());
    const other = asking(aCache());
    await Promise.all([one.ask(), other.ask()]);
    await write(database, 'Invoice');
    expect([await one.ask(), await other.ask()]).toEqual([2, 2]);
  });

  it('is made by one for fifty who ask at once, and is the same for all', async () => {
    const cache = aCache();
    let made = 0;
    const all = await Promise.all(
      Array.from({ length: 50 }, () =>
        cache.remember({ key: 'ageing', tags: ['Invoice'] }, async () => {
          made += 1;
          await new Promise((resolve) => setImmediate(resolve));
          return { total: 12n, at: null };
        }),
      ),
    );
    expect(made).toBe(1);
    expect(new Set(all.map(({ etag }) => etag)).size).toBe(1);
    expect(all.map(({ value }) => value)).toEqual(
      Array.from({ length: 50 }, () => ({ total: '12', at: null })),
    );
  });

  it('is not what was read while a write committed in between', async () => {
    const cache = aCache();
    const sales = (made: string) => cache.remember({ key: 'sales', tags: ['Invoice'] }, async () => made);
    const before = await cache.remember({ key: 'sales', tags: ['Invoice'] }, async () => {
      await write(database, 'Invoice');
      return 'perhaps without it';
    });
    expect(before.value).toBe('perhaps without it');
    expect((await sales('with it')).value).toBe('with it');
  });

  it('is apart for each plugin and each key', async () => {
    const both = createCache({ database: database.port, redis: null });
    const one = asking(both.over('analytics', database.port));
    const other = asking(both.over('reports', database.port));
    await one.ask();
    await one.ask('sales of another day');
    expect(one.made()).toBe(2);
    expect(await other.ask()).toBe(1);
  });

  it('is not what stood in a database in whose place another was put, however far its chain is', async () => {
    const restored = await open();
    for (const entity of ['Payment', 'Invoice']) {
      await write(database, entity);
      await write(restored, entity);
    }
    let current = database;
    const house: Database = {
      dialect: database.port.dialect,
      get queries() {
        return current.port.queries;
      },
      transaction: (work) => current.port.transaction(work),
      now: () => current.port.now(),
    };
    const { ask } = asking(createCache({ database: house, redis: null }).over('analytics', house));
    expect([await ask(), await ask()]).toEqual([1, 1]);
    current = restored;
    expect([await ask(), await ask()]).toEqual([2, 2]);
    await restored.close();
  });

  it('is told apart by its etag, and a refusal is not remembered', async () => {
    const cache = aCache();
    const answers: Result<string, Refusal>[] = [err({ code: 'no-rate' }), ok('1.00'), ok('2.00')];
    const ask = (key: string) =>
      rememberResult(cache, { key, tags: ['Invoice'] }, async () => answers.shift()!);
    expect(await ask('total')).toEqual(err({ code: 'no-rate' }));
    const first = await ask('total');
    expect(first).toEqual(ok({ value: '1.00', etag: expect.any(String) }));
    expect(await ask('total')).toEqual(first);
    const other = await ask('another');
    expect(other.ok && first.ok && other.value.etag !== first.value.etag).toBe(true);
  });

  it('throws what making it throws, and tries again the next time', async () => {
    const cache = aCache();
    const failing = cache.remember({ key: 'k', tags: [] }, () => Promise.reject(new TypeError('no figures')));
    await expect(failing).rejects.toThrow(new TypeError('no figures'));
    const { value } = await cache.remember({ key: 'k', tags: [] }, async () => 'figures');
    expect(value).toBe('figures');
  });

  it('is nothing inside a transaction: what is not committed is nobody else’s', async () => {
    const house = createCache({ database: database.port, redis: null });
    const inside = asking(house.over('analytics', { ...database.port }));
    expect([await inside.ask(), await inside.ask()]).toEqual([1, 2]);
    expect(house.figures()).toEqual({ hits: 0, misses: 0 });
  });

  it('is counted', async () => {
    const house = createCache({ database: database.port, redis: null });
    const { ask } = asking(house.over('analytics', database.port));
    for (let times = 0; times < 3; times += 1) await ask();
    expect(house.figures()).toEqual({ hits: 2, misses: 1 });
  });
});

describeWith('redis', 'what is remembered in Redis', (url) => {
  let database: TestDatabase;
  const opened: Redis[] = [];
  const aRedis = (address = url): Redis => {
    const redis = new Redis(address, { maxRetriesPerRequest: 2, lazyConnect: true });
    redis.on('error', () => undefined);
    opened.push(redis);
    return redis;
  };
  beforeEach(async () => void (database = await openTestDatabase('sqlite')));
  afterEach(async () => {
    for (const redis of opened.splice(0)) redis.disconnect();
    await database.close();
  });
  const aProcess = (redis: Redis) =>
    asking(createCache({ database: database.port, redis }).over('analytics', database.port));

  it('is made by one process for all, until any of them writes', async () => {
    await write(database, 'Invoice');
    const [one, other] = [aRedis(), aRedis()];
    await Promise.all([one.connect(), other.connect()]);
    const [here, there] = [aProcess(one), aProcess(other)];
    expect(await here.ask()).toBe(1);
    expect(await there.ask()).toBe(1);
    expect(there.made()).toBe(0);
    await write(database, 'Invoice');
    await there.ask();
    await here.ask();
    expect([here.made(), there.made()]).toEqual([1, 1]);
  });

  it('is kept for as long as was said', async () => {
    await write(database, 'Invoice');
    const redis = aRedis();
    await redis.connect();
    const cache = createCache({ database: database.port, redis }).over('analytics', database.port);
    const keys = async () => new Set(await redis.keys('countinghouse:cache:*'));
    const before = await keys();
    await cache.remember({ key: 'k', tags: ['Invoice'], seconds: 40 }, async () => 'value');
    const [mine] = [...(await keys())].filter((key) => !before.has(key));
    const left = await redis.pttl(mine ?? '');
    expect(left).toBeGreaterThan(30_000);
    expect(left).toBeLessThanOrEqual(40_000);
  });

  it('is remembered in memory while Redis is away', async () => {
    const { ask, made } = aProcess(aRedis('redis://127.0.0.1:1'));
    expect([await ask(), await ask()]).toEqual([1, 1]);
    await write(database, 'Invoice');
    expect(await ask()).toBe(2);
    expect(made()).toBe(2);
  });
});

describe('a cache without anybody', () => {
  it('opens no connection until it is asked', async () => {
    const redis = new Redis('redis://127.0.0.1:1', { lazyConnect: true });
    const database = await openTestDatabase('sqlite');
    createCache({ database: database.port, redis });
    expect(redis.status).toBe('wait');
    redis.disconnect();
    await database.close();
  });
});
