import { useEffect, useRef, type ReactElement } from 'react';
import {
  Failure,
  Field,
  FindInput,
  formatDate,
  formatMoney,
  Spinner,
  useLoaded,
  useText,
  type Choice,
} from '../../../../../src/panel-kit/index.js';
import type { InvoiceChoice, PayerChoice, TransactionView } from '../../../contract/work.js';
import { AmountInput } from './amount-input.js';
import { decimalOf, minorOf, sharedOf, withInvoices, withShare, type PaymentDraft } from './by-hand.js';
import { DOORS } from './work-address.js';

interface PaymentProps {
  readonly part: PaymentDraft;
  readonly transaction: TransactionView;
  readonly error: string | null;
  readonly onChange: (part: PaymentDraft) => void;
}

/** Who paid: found by a name, or by the number of an invoice, which is then served first. */
export function PayerFields({ part, transaction, error, onChange }: PaymentProps): ReactElement {
  const text = useText('reconciliation');
  const door = `${DOORS}/transactions/${transaction.id}`;
  const choose = (representative: PaymentDraft['representative'], first: readonly string[]): void =>
    onChange({ ...part, representative, first, shares: [], isSharedByHand: false });
  return (
    <>
      <Field label={text('work.byHand.representative')} error={error}>
        {(control) => (
          <FindInput<readonly PayerChoice[], Choice>
            control={control}
            title={part.representative?.name ?? ''}
            urlOf={(term) => `${door}/payers?${new URLSearchParams({ term }).toString()}`}
            choicesOf={(payers) => payers.map(({ id, name }) => ({ id, title: name }))}
            onChange={(found) => choose(found && { id: found.id, name: found.title }, [])}
          />
        )}
      </Field>
      {part.representative === null ? (
        <Field label={text('work.byHand.byInvoice')}>
          {(control) => (
            <FindInput<readonly InvoiceChoice[], FoundInvoice>
              control={control}
              title=""
              urlOf={(term) => `${door}/invoices?${new URLSearchParams({ term }).toString()}`}
              choicesOf={(invoices) =>
                invoices.map((invoice) => ({
                  id: invoice.id,
                  title: titleOf(invoice, transaction.currency),
                  representative: invoice.representative,
                }))
              }
              onChange={(found) => found && choose(found.representative, [found.id])}
            />
          )}
        </Field>
      ) : null}
    </>
  );
}

interface FoundInvoice extends Choice {
  readonly representative: InvoiceChoice['representative'];
}

/** The representative's open invoices, the amount spread over them as it comes; what they do not take is its credit. */
export function Shares({ part, transaction, error, onChange }: PaymentProps): ReactElement | null {
  const text = useText('reconciliation');
  const { currency } = transaction;
  const { representative } = part;
  const query = new URLSearchParams({ representative: representative?.id ?? '' }).toString();
  const invoices = useLoaded<readonly InvoiceChoice[]>(
    representative && `${DOORS}/transactions/${transaction.id}/invoices?${query}`,
  );
  const latest = useRef({ part, onChange });
  latest.current = { part, onChange };
  useEffect(() => {
    if (invoices.data) latest.current.onChange(withInvoices(latest.current.part, invoices.data, currency));
  }, [invoices.data, currency]);

  if (!representative) return null;
  if (invoices.problem) return <Failure problem={invoices.problem} onRetry={invoices.reload} />;
  if (!invoices.data) return <Spinner />;
  const amount = minorOf(part.amount, currency);
  const shared = sharedOf(part, currency);
  const credit = amount === null || shared === null ? 0n : amount - shared;
  const creditSentence =
    credit > 0n
      ? text('work.byHand.credit', {
          amount: formatMoney(decimalOf(credit, currency), currency),
          name: representative.name,
        })
      : null;
  if (part.shares.length === 0)
    return (
      <p className="ch-help">
        {text('work.byHand.noInvoices')} {creditSentence}
      </p>
    );
  return (
    <>
      <ul className="work-shares">
        {part.shares.map(({ invoice, amount: share }) => (
          <li key={invoice.id}>
            <span className="work-share-number">{invoice.number}</span>
            <span className="ch-help">
              {text('work.byHand.dueOpen', {
                date: formatDate(invoice.dueOn),
                amount: formatMoney(invoice.outstanding, currency),
              })}
            </span>
            <AmountInput
              control={{ 'aria-label': text('work.byHand.share', { number: invoice.number }) }}
              value={share}
              onChange={(typed) => onChange(withShare(part, invoice.id, typed))}
            />
          </li>
        ))}
      </ul>
      {error ? (
        <p className="ch-error" role="alert">
          {error}
        </p>
      ) : null}
      {creditSentence ? <p className="ch-help">{creditSentence}</p> : null}
    </>
  );
}

function titleOf({ number, representative, outstanding }: InvoiceChoice, currency: string): string {
  return [number, representative.name, formatMoney(outstanding, currency)].join(' · ');
}
