import { TakenValue } from '../../kernel/copies.js';
import { conflictOf } from '../admin/database-conflict.js';

/** @throws TakenValue of this table where `write` breaks a unique index */
export async function orTaken<T>(table: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (failure) {
    throw conflictOf(failure) === 'duplicate' ? new TakenValue(table, failure) : failure;
  }
}
