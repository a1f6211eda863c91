import {
  TRANSACTION_STATES,
  WAITING,
  type TransactionLine,
  type TransactionState,
} from '../../../contract/work.js';

export const DOORS = '/admin/x/reconciliation';
export const STATEMENTS_PAGE = '/admin/pages/reconciliation-statements';
const WORK_PAGE = '/admin/pages/reconciliation-reconcile';

export const WORK_STATES = [WAITING, ...TRANSACTION_STATES] as const;
export type WorkState = (typeof WORK_STATES)[number];

/** What the page's address says: sent to a colleague, it opens the same. Empty text: not narrowed by it. */
export interface WorkAddress {
  readonly account: string;
  readonly statement: string;
  readonly state: WorkState;
  readonly term: string;
  /** the transaction that is looked at */
  readonly transaction: string;
}

export function readAddress(search: string): WorkAddress {
  const query = new URLSearchParams(search);
  const state = WORK_STATES.find((one) => one === query.get('state'));
  return {
    account: query.get('account') ?? '',
    statement: query.get('statement') ?? '',
    state: state ?? WAITING,
    term: query.get('term') ?? '',
    transaction: query.get('transaction') ?? '',
  };
}

export function pageAddress(address: WorkAddress): string {
  const { state, ...rest } = address;
  const query = queryOf({ ...rest, state: state === WAITING ? '' : state });
  return query === '' ? WORK_PAGE : `${WORK_PAGE}?${query}`;
}

/** The door to the list; without the transaction, which narrows nothing. */
export function listDoor({ account, statement, state, term }: WorkAddress): string {
  return `${DOORS}/work?${queryOf({ account, statement, state, term })}`;
}

export function summaryDoor({ account, statement }: WorkAddress): string {
  return `${DOORS}/work/summary?${queryOf({ account, statement })}`;
}

export function isWaiting(state: TransactionState): boolean {
  return state === 'open' || state === 'suggested';
}

/** Whether a transaction stays in the list that is narrowed to `filter`. */
export function staysIn(filter: WorkState, state: TransactionState): boolean {
  return filter === WAITING ? isWaiting(state) : filter === state;
}

/** The one after it in the list, at the end the one before; null where it was the only one. */
export function neighbour(lines: readonly Pick<TransactionLine, 'id'>[], id: string): string | null {
  const at = lines.findIndex((line) => line.id === id);
  const other = at === -1 ? lines[0] : (lines[at + 1] ?? lines[at - 1]);
  return other?.id ?? null;
}

/** One step down or up; it stays at the ends. Where nothing is chosen: the first. */
export function stepFrom(
  lines: readonly Pick<TransactionLine, 'id'>[],
  id: string,
  step: 1 | -1,
): string | null {
  const at = lines.findIndex((line) => line.id === id);
  const to = at === -1 ? 0 : Math.min(Math.max(at + step, 0), lines.length - 1);
  return lines[to]?.id ?? null;
}

function queryOf(parts: Readonly<Record<string, string>>): string {
  return new URLSearchParams(Object.entries(parts).filter(([, word]) => word !== '')).toString();
}
