import { createHash } from 'node:crypto';
import type { Recipient } from '../contract/notice-kind.js';

/** The column's length. */
const LONGEST = 190;
/** As much of a notice's key as the inbox has room for, before the reader's id. */
const LONGEST_NOTICE = 150;

/** Of one telling to one recipient by one channel. What is too long keeps its beginning, by which it is counted. */
export function messageKey(told: string, channel: string, { kind, id }: Recipient): string {
  return shortened(`${told}:${channel}:${kind}:${id}`, LONGEST);
}

export function noticeKey(told: string): string {
  return shortened(told, LONGEST_NOTICE);
}

function shortened(key: string, longest: number): string {
  if (key.length <= longest) return key;
  const digest = createHash('sha256').update(key).digest('hex');
  return `${key.slice(0, longest - digest.length - 1)}#${digest}`;
}
