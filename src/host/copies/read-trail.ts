import type { TrailReport } from '../../kernel/copies.js';
import type { Database } from '../../kernel/ports.js';
import { anySignature } from '../audit/chain.js';
import { verifyStoredChain } from '../audit/stored-chain.js';

/**
 * Reads the audit trail of a copy from its first link to its end. The house that the copy was made in may have another SECRET_KEY, so
 * the end counts as signed with whatever signature it carries.
 */
export async function readTrail(database: Pick<Database, 'dialect' | 'queries'>): Promise<TrailReport> {
  const { entries, faults, seq, digest } = await verifyStoredChain(database, anySignature);
  return { entries, faults, seq, digest };
}
