import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { backoff } from '../../domain/backoff.js';
import { channelsOn } from '../../domain/channel-choice.js';
import { messageKey, noticeKey } from '../../domain/message-key.js';

describe('the time until another attempt', () => {
  it('grows fourfold from half a minute, and ends at six hours', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 30].map((attempts) => backoff(attempts, 0) / 1000)).toEqual([
      30, 120, 480, 1_920, 7_680, 21_600, 21_600, 21_600,
    ]);
  });

  it('is between half of that and all of it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, random) => {
          expect(backoff(n, random)).toBeGreaterThanOrEqual(backoff(n, 0) / 2);
          expect(backoff(n, random)).toBeLessThanOrEqual(backoff(n, 0));
        },
      ),
    );
  });
});

describe('the channels that are on', () => {
  const byKind = { channels: ['inbox', 'email'], locked: ['email'] };

  it.each([
    ['the kind’s own', { byKind, byAdministrator: null, byReader: null }, ['inbox', 'email']],
    [
      'the administrator’s, and no lock but its',
      { byKind, byAdministrator: { channels: ['telegram'], locked: [] }, byReader: null },
      ['telegram'],
    ],
    [
      'the reader’s, and what is locked besides',
      { byKind, byAdministrator: null, byReader: ['telegram'] },
      ['telegram', 'email'],
    ],
    [
      'none, when the administrator unlocked what the kind locks and the reader wants none',
      { byKind, byAdministrator: { channels: ['email'], locked: [] }, byReader: [] },
      [],
    ],
  ])('are %s', (_title, rules, on) => {
    expect(channelsOn(rules)).toEqual(on);
  });
});

describe('a message’s key', () => {
  const recipient = { kind: 'user', id: '0198c0de-0000-7000-8000-000000000001' } as const;

  it('says what, by which channel, to whom', () => {
    expect(messageKey('reminder:1:7', 'email', recipient)).toBe(`reminder:1:7:email:user:${recipient.id}`);
  });

  it('fits its column, begins as it was told, and differs where the telling differs', () => {
    const text = fc.string({ maxLength: 400 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [a, b] = [messageKey(one, 'email', recipient), messageKey(other, 'email', recipient)];
        expect(a.length).toBeLessThanOrEqual(190);
        expect(a.startsWith(one.slice(0, 100))).toBe(true);
        expect(a === b).toBe(one === other);
        expect(`${recipient.id}:${noticeKey(one)}`.length).toBeLessThanOrEqual(190);
      }),
    );
  });
});
