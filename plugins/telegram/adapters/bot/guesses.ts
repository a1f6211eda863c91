import type { Database } from '../../../../src/kernel/ports.js';
import { reserveSpare } from '../database/buckets.js';

/** Codes that one chat may try: five, and one more every two minutes. */
const RULE = { capacity: 5, perSecond: 1 / 120 };

export async function guessesLeft(database: Database, chatId: bigint): Promise<boolean> {
  return (await reserveSpare(database, [{ key: `guess:${chatId}`, rule: RULE }])) === 0;
}
