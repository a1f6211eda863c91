/** How fast something may go: `capacity` at once, and `perSecond` of them come back. */
export interface BucketRule {
  readonly capacity: number;
  readonly perSecond: number;
}

export interface Bucket {
  /** thousandths of a token; below zero: promised already */
  readonly tokens: number;
  readonly filledAt: Date;
  readonly pausedTo: Date | null;
}

const WHOLE = 1000;

export const fullBucket = (rule: BucketRule, now: Date): Bucket => ({
  tokens: rule.capacity * WHOLE,
  filledAt: now,
  pausedTo: null,
});

/** What has come back since. A clock that was set back brings nothing and takes nothing. */
export function refilled(bucket: Bucket, rule: BucketRule, now: Date): Bucket {
  const elapsedMs = Math.max(0, now.getTime() - bucket.filledAt.getTime());
  const tokens = Math.min(rule.capacity * WHOLE, bucket.tokens + Math.floor(elapsedMs * rule.perSecond));
  return { ...bucket, tokens, filledAt: elapsedMs > 0 ? now : bucket.filledAt };
}

/** Milliseconds until one more may go, when `spare` tokens are left for others. */
export function waitFor(bucket: Bucket, rule: BucketRule, now: Date, spare = 0): number {
  const missing = WHOLE * (1 + spare) - bucket.tokens;
  const pause = bucket.pausedTo === null ? 0 : bucket.pausedTo.getTime() - now.getTime();
  return Math.max(0, pause, Math.ceil(missing / rule.perSecond));
}

export const taken = (bucket: Bucket): Bucket => ({ ...bucket, tokens: bucket.tokens - WHOLE });
