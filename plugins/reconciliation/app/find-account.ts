import type { QueryHandle } from '../../../src/kernel/ports.js';
import { mayBeId } from '../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { writtenPlainly } from '../domain/account-identifier.js';
import type { AccountAsked, BankAccountRecord } from './bank-book.js';

const ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

type Find = (queries: QueryHandle, asked: AccountAsked) => Promise<BankAccountRecord | null>;

/** How an account is asked for by hand: its id, or what statements call it. */
export function accountAsked(chosen: string): AccountAsked {
  return ID.test(chosen) ? { id: chosen } : { identifier: writtenPlainly(chosen) };
}

/**
 * The account of ours that a statement is of: the one that it names; where it names none, the one chosen by hand. Refuses
 * `account-not-named`, `unknown-bank-account`, `statement-of-other-account`, `statement-in-other-currency`, `bank-account-not-active`.
 */
export async function findAccount(
  queries: QueryHandle,
  find: Find,
  statement: { readonly account: string | null; readonly currency: string },
  chosen: string | null,
): Promise<Result<BankAccountRecord, Refusal>> {
  const named = statement.account === null ? null : writtenPlainly(statement.account);
  if (named === null && chosen === null) return err({ code: 'account-not-named' });
  const asked = named === null ? accountAsked(chosen!) : { identifier: named };
  const account = mayBeId(Object.values(asked)[0]!) ? await find(queries, asked) : null;
  if (account === null) return err({ code: 'unknown-bank-account', account: named ?? chosen });
  if (named !== null && chosen !== null && !isCalled(account, accountAsked(chosen)))
    return err({ code: 'statement-of-other-account', account: named, chosen });
  if (account.currency !== statement.currency)
    return err({
      code: 'statement-in-other-currency',
      account: account.name,
      currency: account.currency,
      given: statement.currency,
    });
  return account.active ? ok(account) : err({ code: 'bank-account-not-active', account: account.name });
}

function isCalled(account: BankAccountRecord, asked: AccountAsked): boolean {
  return 'id' in asked ? account.id === asked.id : account.identifier === asked.identifier;
}
