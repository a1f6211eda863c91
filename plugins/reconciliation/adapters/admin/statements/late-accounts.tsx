import type { ReactElement } from 'react';
import { formatDate, Notice, useLoaded, useText } from '../../../../../src/panel-kit/index.js';
import type { AccountLine } from '../../../contract/work.js';
import { DOORS } from './use-intake.js';

/** Accounts whose statement has not come. */
export function LateAccounts(): ReactElement | null {
  const text = useText('reconciliation');
  const { data } = useLoaded<readonly AccountLine[]>(`${DOORS}/accounts`);
  const late = data?.filter(({ isLate }) => isLate) ?? [];
  if (late.length === 0) return null;
  return (
    <Notice tone="warning" title={text('accounts.late', { count: late.length })}>
      <ul className="statements-late">
        {late.map(({ id, name, dueOn, lastStatementOn }) => (
          <li key={id}>
            <a href={`/admin/resources/BankAccount/records/${id}/show`}>{name}</a>
            {' · '}
            {text('accounts.dueOn', { date: formatDate(dueOn) })}
            {lastStatementOn ? ` · ${text('accounts.lastOn', { date: formatDate(lastStatementOn) })}` : ''}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
