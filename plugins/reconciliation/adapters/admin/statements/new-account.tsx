import type { ReactElement } from 'react';
import { Field, Notice, useText } from '../../../../../src/panel-kit/index.js';
import type { AccountOpened } from '../../../contract/work.js';

export interface NewAccountProps {
  readonly account: AccountOpened;
  readonly currency: string;
  readonly onChange: (account: AccountOpened) => void;
}

/** An account that is not here yet is opened with its first statement. */
export function NewAccount({ account, currency, onChange }: NewAccountProps): ReactElement {
  const text = useText('reconciliation');
  const { identifier, name, kind, journalAccount, expectedEveryDays } = account;
  return (
    <div className="ch-card ch-stack">
      <h2>{text('accounts.open', { account: identifier })}</h2>
      <Notice tone="info">{text('accounts.openHelp', { currency })}</Notice>
      <div className="ch-fields">
        <Field label={text('accounts.name')} required>
          {(control) => (
            <input
              {...control}
              type="text"
              required
              maxLength={120}
              value={name}
              onChange={(event) => onChange({ ...account, name: event.target.value })}
            />
          )}
        </Field>
        <Field label={text('accounts.kind')} required>
          {(control) => (
            <select
              {...control}
              value={kind}
              onChange={(event) =>
                onChange({ ...account, kind: event.target.value as AccountOpened['kind'] })
              }
            >
              <option value="bank">{text('accounts.kinds.bank')}</option>
              <option value="gateway">{text('accounts.kinds.gateway')}</option>
            </select>
          )}
        </Field>
        <Field label={text('accounts.journalAccount')} help={text('accounts.journalAccountHelp')} required>
          {(control) => (
            <input
              {...control}
              type="text"
              required
              maxLength={120}
              value={journalAccount}
              onChange={(event) => onChange({ ...account, journalAccount: event.target.value })}
            />
          )}
        </Field>
        <Field label={text('accounts.everyDays')} help={text('accounts.everyDaysHelp')}>
          {(control) => (
            <input
              {...control}
              type="number"
              min={1}
              max={366}
              value={expectedEveryDays ?? ''}
              onChange={(event) =>
                onChange({ ...account, expectedEveryDays: Number(event.target.value) || null })
              }
            />
          )}
        </Field>
      </div>
    </div>
  );
}
