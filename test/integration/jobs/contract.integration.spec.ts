import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { contractBackends } from './contract-backends.js';
import { openHouse, until, type ContractHouse } from './contract-house.js';

const HOUR_MS = 3_600_000;

for (const backend of contractBackends()) {
  const suite = backend.missing ? describe.skip : describe;
  suite(`jobs on ${backend.title}${backend.missing ? ` [skipped: ${backend.missing}]` : ''}`, () => {
    let house: ContractHouse;
    let open: (() => Promise<ContractHouse>) | null = null;
    let closeAll = async (): Promise<void> => {};

    beforeAll(async () => {
      const place = await backend.open();
      open = () => openHouse(place);
      closeAll = place.close;
    });
    afterAll(() => closeAll());
    afterEach(() => house.close());

    const fresh = async (): Promise<ContractHouse> => {
      if (!open) throw new Error(`${backend.title} was not opened`);
      house = await open();
      return house;
    };

    it('runs a scheduled job once and keeps its record', async () => {
      const { startWorker, port, view, effects } = await fresh();
      await startWorker();
      const id = await port.schedule(house.name('count'), { key: 'a' });
      const done = await view(id, 'done');
      expect(done).toMatchObject({ name: house.name('count'), attempts: 1, error: null });
      expect(done.startedAt).toBeInstanceOf(Date);
      expect(done.finishedAt!.getTime()).toBeGreaterThanOrEqual(done.startedAt!.getTime());
      expect(await effects()).toEqual(['a']);
    });

    it('runs what was scheduled before any worker was there', async () => {
      const { startWorker, port, view } = await fresh();
      const id = await port.schedule(house.name('count'), { key: 'a' });
      await startWorker();
      await view(id, 'done');
    });

    it('does not start a job before its time', async () => {
      const { startWorker, port, view, now } = await fresh();
      await startWorker();
      const at = new Date((await now()).getTime() + 1_500);
      const id = await port.schedule(house.name('count'), { key: 'later' }, { at });
      const done = await view(id, 'done');
      expect(done.startedAt!.getTime()).toBeGreaterThanOrEqual(at.getTime());
    });

    it('gives a unique key to one job at a time', async () => {
      const { startWorker, port, view, effects } = await fresh();
      const ids = await Promise.all(
        [1, 2, 3].map((number) =>
          port.schedule(house.name('count'), { key: `u${number}` }, { unique: house.name('key') }),
        ),
      );
      expect(new Set(ids).size).toBe(1);
      await startWorker();
      await view(ids[0]!, 'done');
      expect(await effects()).toHaveLength(1);
      expect(
        await port.schedule(house.name('count'), { key: 'again' }, { unique: house.name('key') }),
      ).not.toBe(ids[0]);
    });

    it('makes each occurrence of a repeating job once, however many workers there are', async () => {
      const { startWorker, rows, effects, stopWorkers } = await fresh();
      await Promise.all([startWorker(['tick']), startWorker(['tick']), startWorker(['tick'])]);
      await until(
        'three occurrences',
        async () => (await rows('tick')).filter((row) => row.state === 'done').length >= 3,
      );
      await stopWorkers();
      const ended = (await rows('tick')).filter((row) => row.state === 'done');
      expect(new Set(ended.map((row) => row.run_at!.getTime())).size).toBe(ended.length);
      expect(ended.every((row) => row.attempts === 1)).toBe(true);
      const ticks = await effects();
      expect(new Set(ticks).size).toBe(ticks.length);
      expect(ticks).toHaveLength(ended.length);
    });

    it('tries a failed job again, later each time, and doubles no effect', async () => {
      const { startWorker, port, view, effects, seen } = await fresh();
      await startWorker();
      const id = await port.schedule(house.name('failing'), { key: 'f', failures: 2 });
      expect(await view(id, 'done')).toMatchObject({ attempts: 3, error: null });
      const [first, second, third] = seen.starts.map((start) => start.at);
      expect(second! - first!).toBeGreaterThanOrEqual(290);
      expect(third! - second!).toBeGreaterThanOrEqual(590);
      expect(await effects()).toEqual(['f']);
    });

    it('shows a dead job with its reason and replays it', async () => {
      const { startWorker, port, view, effects, seen } = await fresh();
      await startWorker();
      const id = await port.schedule(house.name('broken'), { key: 'b' });
      expect(await view(id, 'failed')).toMatchObject({ attempts: 2, error: 'the printer is on fire' });
      expect(await port.runNow(id)).toBe(false);
      seen.broken = false;
      expect(await port.retry(id)).toBe(true);
      expect(await view(id, 'done')).toMatchObject({ attempts: 1, error: null });
      expect(await effects()).toEqual(['b']);
    });

    it('gives up a job that takes too long, and refuses what it still tries to do', async () => {
      const { startWorker, port, view, effects, seen } = await fresh();
      await startWorker();
      const id = await port.schedule(house.name('stuck'), { key: 's' });
      expect(await view(id, 'failed')).toMatchObject({ error: 'timed-out', attempts: 1 });
      expect(seen.stops).toEqual([{ key: 's', reason: 'timed-out' }]);
      await until('the deaf job tries its effect', async () => seen.refusedEffects.length === 1);
      expect(await effects()).toEqual([]);
    });

    it('keeps the last word of a progress report', async () => {
      const { startWorker, port, view } = await fresh();
      await startWorker();
      const id = await port.schedule(house.name('steps'), { key: 'p' });
      expect(await view(id, 'done')).toMatchObject({ progress: 300, total: 300, note: 'step 300' });
    });

    it('runs as many of a kind at once as it says, and no more', async () => {
      const { startWorker, port, view, seen } = await fresh();
      await startWorker();
      const ids = await Promise.all(
        Array.from({ length: 6 }, (_none, number) =>
          port.schedule(house.name('pair'), { key: `${number}`, ms: 600 }),
        ),
      );
      for (const id of ids) await view(id, 'done');
      expect(seen.mostInFlight).toBe(2);
    });

    it('cancels a waiting job for good', async () => {
      const { startWorker, port, view, now, effects } = await fresh();
      const id = await port.schedule(
        house.name('count'),
        { key: 'c' },
        { at: new Date((await now()).getTime() + 600) },
      );
      expect(await port.cancel(id)).toBe(true);
      expect(await port.cancel(id)).toBe(false);
      await startWorker();
      const other = await port.schedule(
        house.name('count'),
        { key: 'd' },
        { at: new Date((await now()).getTime() + 1_200) },
      );
      await view(other, 'done');
      expect(await port.find(id)).toMatchObject({ state: 'cancelled', attempts: 0 });
      expect(await effects()).toEqual(['d']);
    });

    it('tells a job that runs elsewhere that it is cancelled', async () => {
      const { startWorker, port, view, effects, seen } = await fresh();
      await startWorker();
      const id = await port.schedule(house.name('slow'), { key: 'x', ms: 60_000 });
      await view(id, 'running');
      await until('its first effect', async () => (await effects()).length === 1);
      // `port` belongs to a house that runs nothing: the worker hears of it by its heartbeat.
      expect(await port.cancel(id)).toBe(true);
      await until('the signal', async () => seen.stops.length === 1);
      expect(seen.stops[0]).toEqual({ key: 'x', reason: 'cancelled' });
      expect(await port.find(id)).toMatchObject({ state: 'cancelled' });
      expect(await effects()).toEqual(['x:before']);
    });

    it('runs a job now that was meant for later', async () => {
      const { startWorker, port, view, now } = await fresh();
      await startWorker();
      const id = await port.schedule(
        house.name('count'),
        { key: 'n' },
        { at: new Date((await now()).getTime() + HOUR_MS) },
      );
      expect(await port.runNow(id)).toBe(true);
      await view(id, 'done');
    });

    it('wakes a job whose process died between its record and its wake-up', async () => {
      const { startWorker, view, addWithoutWake, effects } = await fresh();
      const id = await addWithoutWake('count', { key: 'lost' });
      await startWorker();
      await view(id, 'done');
      expect(await effects()).toEqual(['lost']);
    });

    it('drains: lets the short job finish, puts the long one back', async () => {
      const { startWorker, port, view, effects } = await fresh();
      const worker = await startWorker();
      const short = await port.schedule(house.name('slow'), { key: 'short', ms: 600 });
      const long = await port.schedule(house.name('slow'), { key: 'long', ms: 20_000 });
      await view(short, 'running');
      await view(long, 'running');
      await worker.drain(3_000);
      expect(await port.find(short)).toMatchObject({ state: 'done' });
      expect(await port.find(long)).toMatchObject({ state: 'scheduled', attempts: 0 });
      const unstarted = await port.schedule(house.name('count'), { key: 'u' });
      await startWorker();
      await view(unstarted, 'done');
      await view(long, 'running');
      expect((await effects()).filter((key) => key === 'long:before')).toHaveLength(1);
    });

    it('keeps a job through one effect that outlasts its lock', async () => {
      const { startWorker, port, view, effects } = await fresh();
      await startWorker(['apply']);
      const id = await port.schedule(house.name('apply'), { key: 'long', ms: 5_000 });
      await view(id, 'running');
      await startWorker(['apply']);
      expect(await view(id, 'done')).toMatchObject({ attempts: 1, progress: 1, total: 2, note: 'half way' });
      expect(await effects()).toEqual(['long']);
    });

    it('loses nothing and doubles nothing when a worker is killed in the middle', async () => {
      const { spawnWorker, startWorker, port, view, effects, rows } = await fresh();
      const victim = await spawnWorker(['slow']);
      const keys = ['k1', 'k2', 'k3', 'k4', 'k5'];
      const ids = await Promise.all(keys.map((key) => port.schedule(house.name('slow'), { key, ms: 4_000 })));
      await until('the first effect of each', async () => (await effects()).length === keys.length);
      await victim.kill();
      await startWorker(['slow']);
      for (const id of ids) await view(id, 'done');
      expect((await effects()).sort()).toEqual(
        keys.flatMap((key) => [`${key}:after`, `${key}:before`]).sort(),
      );
      expect((await rows('slow')).every((row) => row.attempts === 2 && row.fence === 2n)).toBe(true);
    });

    it('shows a job as failed when every worker that had it was killed', async () => {
      const { spawnWorker, startWorker, port, view, spend } = await fresh();
      const victim = await spawnWorker(['slow']);
      const id = await port.schedule(house.name('slow'), { key: 'poison', ms: 60_000 });
      await view(id, 'running');
      await victim.kill();
      await spend(id);
      await startWorker(['slow']);
      expect(await view(id, 'failed')).toMatchObject({ error: 'worker-lost' });
    });

    it('lets a worker whose clock is an hour ahead steal nothing and start nothing early', async () => {
      const { spawnWorker, startWorker, port, view, now, effects, rows } = await fresh();
      await startWorker(['slow', 'count']);
      const longer = await port.schedule(house.name('slow'), { key: 'mine', ms: 8_000 });
      const later = await port.schedule(
        house.name('count'),
        { key: 'later' },
        { at: new Date((await now()).getTime() + HOUR_MS / 2) },
      );
      await view(longer, 'running');
      const ahead = await spawnWorker(['slow', 'count', 'beacon'], { hourAhead: true });
      const beacon = await port.schedule(house.name('beacon'), { key: 'alive' });
      await view(beacon, 'done');
      await view(longer, 'done');
      expect((await rows('slow')).map(({ attempts, fence }) => ({ attempts, fence }))).toEqual([
        { attempts: 1, fence: 1n },
      ]);
      expect(await port.find(later)).toMatchObject({ state: 'scheduled', attempts: 0 });
      expect((await effects()).sort()).toEqual(['alive', 'mine:after', 'mine:before']);
      expect(ahead.exitCode()).toBeNull();
    });

    // An embedded database has no connections to cut.
    if (backend.embedded) return;

    it('outlives a server that cuts every connection', async () => {
      const { spawnWorker, port, view, cutConnections, effects } = await fresh();
      const worker = await spawnWorker(['slow', 'count']);
      const during = await port.schedule(house.name('slow'), { key: 'during', ms: 2_000 });
      await view(during, 'running');
      await cutConnections();
      await cutConnections();
      const after = await until('the house schedules again', () =>
        port.schedule(house.name('count'), { key: 'after' }),
      );
      await view(after, 'done');
      await view(during, 'done');
      expect(worker.exitCode()).toBeNull();
      expect((await effects()).sort()).toEqual(['after', 'during:after', 'during:before']);
    });
  });
}
