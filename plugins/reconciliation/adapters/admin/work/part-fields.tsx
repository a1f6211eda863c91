import type { ReactElement } from 'react';
import { Button, Field, ReferenceInput, useText } from '../../../../../src/panel-kit/index.js';
import type { TransactionView } from '../../../contract/work.js';
import { faultOf, withAmount, type Fault, type PartDraft } from './by-hand.js';
import { PayerFields, Shares } from './payment-fields.js';
import { TransferField } from './transfer-field.js';
import { AmountInput } from './amount-input.js';

const LONGEST_WORDS = 500;

export interface PartFieldsProps {
  readonly part: PartDraft;
  readonly number: number;
  readonly transaction: TransactionView;
  readonly accounts: readonly string[];
  /** what is missing is said once somebody has tried without it */
  readonly isSubmitted: boolean;
  readonly onChange: (part: PartDraft) => void;
  /** null: the only one stays */
  readonly onRemove: (() => void) | null;
}

export function PartFields(props: PartFieldsProps): ReactElement {
  const { part, number, transaction, isSubmitted, onChange, onRemove } = props;
  const text = useText('reconciliation');
  const { currency } = transaction;
  const fault = faultOf(part, currency);
  const title = text(`work.parts.${part.kind}`);
  const errorOf = (...faults: readonly Fault[]): string | null =>
    isSubmitted && fault !== null && faults.includes(fault) ? text(`work.faults.${fault}`) : null;
  return (
    <fieldset className="work-part">
      <legend className="ch-label">{text('work.byHand.part', { number, title })}</legend>
      <div className="work-part-fields">
        <OfKind {...props} errorOf={errorOf} />
        <Field label={text('work.byHand.amount', { currency })} error={errorOf('amount', 'beyond-amount')}>
          {(control) => (
            <AmountInput
              control={control}
              value={part.amount}
              onChange={(amount) => onChange(withAmount(part, amount, currency))}
            />
          )}
        </Field>
      </div>
      {part.kind === 'payment' ? (
        <Shares
          part={part}
          transaction={transaction}
          onChange={onChange}
          error={errorOf('share', 'beyond-outstanding')}
        />
      ) : null}
      {onRemove ? (
        <Button look="quiet" className="work-part-remove" onClick={onRemove}>
          {text('work.byHand.remove', { title })}
        </Button>
      ) : null}
    </fieldset>
  );
}

function OfKind(
  props: PartFieldsProps & { readonly errorOf: (...faults: readonly Fault[]) => string | null },
): ReactElement | null {
  const { part, transaction, accounts, errorOf, onChange } = props;
  const text = useText('reconciliation');
  switch (part.kind) {
    case 'payment':
      return (
        <PayerFields
          part={part}
          transaction={transaction}
          onChange={onChange}
          error={errorOf('representative')}
        />
      );
    case 'write-off':
      return (
        <>
          <Field label={text('work.byHand.account')} error={errorOf('account')}>
            {(control) => (
              <select
                {...control}
                value={part.account}
                onChange={(event) => onChange({ ...part, account: event.target.value })}
              >
                <option value="">{text('work.byHand.choose')}</option>
                {accounts.map((account) => (
                  <option key={account}>{account}</option>
                ))}
              </select>
            )}
          </Field>
          <Words
            label={text('work.byHand.note')}
            value={part.note}
            onChange={(note) => onChange({ ...part, note })}
          />
        </>
      );
    case 'transfer':
      return (
        <Field label={text('work.byHand.counter')} error={errorOf('transaction')}>
          {(control) => (
            <TransferField
              control={control}
              transaction={transaction}
              chosen={part.transaction}
              onChange={(chosen) => onChange({ ...part, transaction: chosen })}
            />
          )}
        </Field>
      );
    case 'recorded-payment':
    case 'payment-reversal':
      return (
        <>
          <Field label={text('work.byHand.payment')} error={errorOf('payment')}>
            {(control) => (
              <ReferenceInput
                model="Payment"
                control={control}
                value={part.payment?.id ?? ''}
                title={part.payment?.name}
                onChange={(id, name) => onChange({ ...part, payment: id === '' ? null : { id, name } })}
              />
            )}
          </Field>
          {part.kind === 'payment-reversal' ? (
            <Words
              label={text('work.byHand.reason')}
              value={part.reason}
              error={errorOf('reason')}
              onChange={(reason) => onChange({ ...part, reason })}
            />
          ) : null}
        </>
      );
  }
}

function Words(props: {
  readonly label: string;
  readonly value: string;
  readonly error?: string | null;
  readonly onChange: (words: string) => void;
}): ReactElement {
  const { label, value, error, onChange } = props;
  return (
    <Field label={label} error={error}>
      {(control) => (
        <input
          {...control}
          type="text"
          maxLength={LONGEST_WORDS}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
