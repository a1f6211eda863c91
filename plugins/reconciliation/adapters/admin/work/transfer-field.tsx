import type { ReactElement } from 'react';
import {
  FindInput,
  formatDate,
  formatMoney,
  type Choice,
  type ControlAttributes,
} from '../../../../../src/panel-kit/index.js';
import type { TransactionLine, TransactionView, WorkList } from '../../../contract/work.js';
import type { Named } from './by-hand.js';
import { DOORS } from './work-address.js';

/** The other side of a transfer: a transaction on another account of ours that waits as well, of the same amount before the others. */
export function TransferField(props: {
  readonly control: ControlAttributes;
  readonly transaction: TransactionView;
  readonly chosen: Named | null;
  readonly onChange: (chosen: Named | null) => void;
}): ReactElement {
  const { control, transaction, chosen, onChange } = props;
  const isOpposite = (line: TransactionLine): boolean =>
    line.account.id !== transaction.account.id &&
    line.left.startsWith('-') !== transaction.left.startsWith('-');
  const rank = (line: TransactionLine): number =>
    line.left.replace('-', '') === transaction.left.replace('-', '') ? 0 : 1;
  return (
    <FindInput<WorkList, Choice>
      control={control}
      title={chosen?.name ?? ''}
      urlOf={(term) => `${DOORS}/work?${new URLSearchParams({ term, limit: '50' }).toString()}`}
      choicesOf={({ transactions }) =>
        transactions
          .filter(isOpposite)
          .sort((a, b) => rank(a) - rank(b))
          .map((line) => ({ id: line.id, title: titleOf(line) }))
      }
      onChange={(found) => onChange(found && { id: found.id, name: found.title })}
    />
  );
}

function titleOf({ bookedOn, account, left, currency, counterparty }: TransactionLine): string {
  const parts = [formatDate(bookedOn), account.name, formatMoney(left, currency), counterparty];
  return parts.filter(Boolean).join(' · ');
}
