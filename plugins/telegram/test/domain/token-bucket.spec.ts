import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sendingRules } from '../../domain/sending-rules.js';
import { fullBucket, refilled, taken, waitFor } from '../../domain/token-bucket.js';

const start = new Date('2026-11-27T10:00:00Z');
const after = (ms: number): Date => new Date(start.getTime() + ms);

it('gives what it holds at once, then promises one after another', () => {
  const rule = { capacity: 2, perSecond: 10 };
  let bucket = fullBucket(rule, start);
  const waits = [0, 1, 2, 3].map(() => {
    const wait = waitFor(bucket, rule, start);
    bucket = taken(bucket);
    return wait;
  });
  expect(waits).toEqual([0, 0, 100, 200]);
});

it('waits as long as Telegram said, however full it is', () => {
  const rule = { capacity: 2, perSecond: 10 };
  expect(waitFor({ ...fullBucket(rule, start), pausedTo: after(5000) }, rule, start)).toBe(5000);
});

it('takes nothing back when a clock is set back', () => {
  const rule = { capacity: 2, perSecond: 10 };
  const bucket = taken(fullBucket(rule, start));
  expect(refilled(bucket, rule, after(-60_000))).toEqual(bucket);
});

it('lets no second see more than Telegram allows, whenever messages are asked for', () => {
  const { bot } = sendingRules(30, 1);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 100, maxLength: 300 }), (gaps) => {
      let now = start;
      let bucket = fullBucket(bot, now);
      const sent = gaps.map((gap) => {
        now = new Date(now.getTime() + gap);
        bucket = refilled(bucket, bot, now);
        const at = now.getTime() + waitFor(bucket, bot, now);
        bucket = taken(bucket);
        return at;
      });
      for (const at of sent)
        expect(sent.filter((other) => other >= at && other < at + 1000).length).toBeLessThanOrEqual(30);
    }),
  );
});
