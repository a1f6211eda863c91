import type { Database, Organisation, Translator } from '../../../src/kernel/ports.js';
import type { Clock } from '../../../src/values/clock.js';
import type { Settlement } from '../../billing/contract/settlement.js';
import type { Periods } from '../../billing/contract/directory.js';
import type { ReconciliationSettings } from '../settings.js';
import type { Settlements, Transactions } from './records.js';

/** What settling takes. */
export interface Needs {
  readonly database: Database;
  readonly clock: Clock;
  readonly translator: Translator;
  readonly organisation: () => Promise<Organisation>;
  readonly settings: () => Promise<ReconciliationSettings>;
  readonly transactions: Transactions;
  readonly settlements: Settlements;
  /** billing's own doors: payments, allocations, months */
  readonly settlement: Settlement;
  readonly periods: Periods;
}
