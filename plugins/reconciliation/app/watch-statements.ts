import type { Actor, PermissionName } from '../../../src/kernel/permissions.js';
import type { Database, Organisation, People, QueryHandle } from '../../../src/kernel/ports.js';
import type { Clock } from '../../../src/values/clock.js';
import { localDateIn, type LocalDate } from '../../../src/values/local-date.js';
import { statementLate } from '../contract/events.js';
import { dueDay, isLate } from '../domain/lateness.js';
import type { BankAccountRecord, BankAccounts, BankStatements } from './bank-book.js';

const STAFF = ['admin', 'operator', 'manager'] as const;
const PEOPLE_AT_MOST = 10_000;
const STATEMENTS_PAGE = '/admin/pages/reconciliation-statements';

interface Needs {
  readonly database: Database;
  readonly clock: Clock;
  readonly organisation: () => Promise<Organisation>;
  readonly accounts: BankAccounts;
  readonly statements: BankStatements;
}

export interface AwaitedAccount {
  readonly account: BankAccountRecord;
  /** the day to which its statements reach */
  readonly lastOn: LocalDate | null;
  /** the day by which the next one should be here */
  readonly dueOn: LocalDate | null;
  readonly isLate: boolean;
}

/** Every account, and whether it waits for a statement longer than it should, on today's business day. */
export function makeAwaitedStatements({ clock, organisation, accounts, statements }: Needs) {
  return async (queries: QueryHandle): Promise<readonly AwaitedAccount[]> => {
    const { zone } = await organisation();
    const today = localDateIn(clock.now(), zone);
    const lastDays = await statements.lastDays(queries);
    return (await accounts.all(queries)).map(({ createdAt, ...account }) => {
      const lastOn = lastDays.get(account.id) ?? null;
      const expected = {
        expectedEveryDays: account.active ? account.expectedEveryDays : null,
        reachesTo: lastOn ?? localDateIn(createdAt, zone),
      };
      return { account, lastOn, dueOn: dueDay(expected), isLate: isLate(expected, today) };
    });
  };
}

/** Tells those who see reconciliation, once for each account and due day. Returns how many accounts are late. */
export function makeWatchStatements(
  needs: Needs & {
    readonly people: People;
    readonly may: (actor: Actor, permission: PermissionName) => boolean;
  },
) {
  const awaited = makeAwaitedStatements(needs);
  return async (signal: AbortSignal): Promise<number> => {
    const late = (await awaited(needs.database.queries)).filter((each) => each.isLate);
    if (late.length === 0) return 0;
    const userIds = await readers(needs);
    for (const { account, dueOn } of late) {
      if (signal.aborted) break;
      await needs.database.transaction(async (tx) => {
        await tx.inform({
          userIds,
          kind: 'reconciliation.statement-late',
          facts: { account: account.name, dueOn },
          ...{ entity: 'BankAccount', entityId: account.id, link: STATEMENTS_PAGE },
          uniqueKey: `statement-late:${account.id}:${dueOn}`,
        });
        await tx.emit(statementLate, { accountId: account.id, dueOn: dueOn! });
      });
    }
    return late.length;
  };
}

async function readers({
  people,
  may,
}: Parameters<typeof makeWatchStatements>[0]): Promise<readonly string[]> {
  const staff = await people.find({ term: '', roles: STAFF, limit: PEOPLE_AT_MOST });
  const found: string[] = [];
  for (const { id } of staff) {
    const actor = await people.actor(id);
    if (actor && may(actor, 'reconciliation.read')) found.push(id);
  }
  return found;
}
