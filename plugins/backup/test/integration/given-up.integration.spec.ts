import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../../../test/harness/database.js';
import { admin } from '../../../../test/harness/house.js';
import { startS3, type TestS3 } from '../../../../test/harness/s3.js';
import { makeStartPlans } from '../../app/making/start-plans.js';
import { makeTryDestination } from '../../app/places/try-destination.js';
import { aJob, openBackups, parts, type BackupHouse } from './backup-house.js';

const FULL = { kind: 'status', status: 403, code: 'QuotaExceeded' } as const;

describe('an upload that the house gives up leaves no part at its place, when', () => {
  let database: TestDatabase;
  let s3: TestS3;
  let house: BackupHouse;
  let bucket: string;

  beforeEach(async () => {
    database = await openTestDatabase('sqlite');
    s3 = await startS3();
    house = await openBackups(database, { environment: s3.environment });
    bucket = await house.place('Bucket', 's3', { place: { bucket: s3.name } });
  });
  afterEach(async () => {
    house.close();
    await s3.close();
    await database.close();
  });

  it('the place has no room for it', async () => {
    s3.breaks(({ what }) => (what === 'part' ? FULL : null));
    const runId = await house.ask(bucket);
    await house.make(runId);
    expect((await house.copiesOf(runId)).map(({ state }) => state)).toEqual(['failed']);
    expect(s3.callsOf('begin')).toHaveLength(1);
    expect(s3.bucket.uploads.size).toBe(0);
  });

  it('its job is gone', async () => {
    const stop = new AbortController();
    s3.breaks(({ what }) => {
      if (what === 'part') stop.abort();
      return null;
    });
    const runId = await house.ask(bucket);
    await expect(house.make(runId, { signal: stop.signal })).rejects.toThrow();
    expect(s3.bucket.uploads.size).toBe(1);
    await makeStartPlans(parts)(aJob(house.context, null));
    expect((await house.copiesOf(runId)).map(({ state }) => state)).toEqual(['failed']);
    expect(s3.bucket.uploads.size).toBe(0);
  });

  it('the place was only tried', async () => {
    s3.breaks(({ what }) => (what === 'part' ? FULL : null));
    const tried = { id: null, kind: 's3', place: { bucket: s3.name } };
    const answer = await makeTryDestination(parts.destinations)(
      house.context,
      admin,
      tried,
      new AbortController().signal,
    );
    expect(answer).toMatchObject({ ok: false, error: { code: 'place-full' } });
    expect(s3.callsOf('begin')).toHaveLength(1);
    expect(s3.bucket.uploads.size).toBe(0);
  });
});
