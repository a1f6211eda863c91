import { useEffect, useRef, useState, type FormEvent, type ReactElement } from 'react';
import { Button, formatMoney, Menu, useText } from '../../../../../src/panel-kit/index.js';
import type { TransactionView } from '../../../contract/work.js';
import {
  decimalOf,
  emptyPart,
  faultOf,
  firstParts,
  kindsOf,
  minorOf,
  remainderOf,
  toSettle,
  type PartDraft,
} from './by-hand.js';
import { PartFields } from './part-fields.js';
import type { Work } from './use-work.js';

/** One transaction put together from parts: payments of representatives, a write-off, a transfer. What is left is always in view. */
export function ByHand({
  transaction,
  work,
  start,
}: {
  readonly transaction: TransactionView;
  readonly work: Work;
  readonly start: 'by-hand' | 'write-off';
}): ReactElement {
  const text = useText('reconciliation');
  const { currency } = transaction;
  const isMoneyOut = transaction.left.startsWith('-');
  const left = minorOf(transaction.left.replace('-', ''), currency) ?? 0n;
  const form = useRef<HTMLFormElement>(null);
  const candidate = transaction.candidates[work.candidate] ?? null;
  const [parts, setParts] = useState<readonly PartDraft[]>(() =>
    start === 'write-off'
      ? [emptyPart('write-off', 1, decimalOf(left, currency))]
      : firstParts(candidate, left, currency, isMoneyOut),
  );
  const [isSubmitted, setSubmitted] = useState(false);
  const [focusedPart, setFocusedPart] = useState(0);
  useEffect(() => {
    const fields = form.current?.querySelectorAll('fieldset')[focusedPart];
    fields?.querySelector<HTMLElement>('input, select')?.focus();
  }, [focusedPart, parts.length]);

  const remainder = remainderOf(left, parts, currency);
  const hasFault = parts.some((part) => faultOf(part, currency) !== null);
  const canSettle = !hasFault && parts.length > 0 && remainder !== null && remainder >= 0n;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setSubmitted(true);
    if (canSettle && (await work.deeds.settle(toSettle(parts, currency, isMoneyOut)))) work.close();
  };
  const add = (kind: PartDraft['kind']): void => {
    const key = Math.max(0, ...parts.map((part) => part.key)) + 1;
    setParts([...parts, emptyPart(kind, key, decimalOf(remainder ?? 0n, currency))]);
    setFocusedPart(parts.length);
  };
  // The focus stays in the form, where Ctrl+Enter settles: the button that was pressed is gone.
  const remove = (at: number): void => {
    setParts(parts.toSpliced(at, 1));
    setFocusedPart(Math.max(0, at - 1));
  };

  return (
    <form
      ref={form}
      className="ch-card work-by-hand"
      aria-label={text('work.byHand.title')}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) work.close();
        // From a list of accounts too, which Enter alone would open.
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
      }}
    >
      <h2>{text('work.byHand.title')}</h2>
      {parts.map((part, at) => (
        <PartFields
          key={part.key}
          part={part}
          number={at + 1}
          transaction={transaction}
          accounts={work.summary.data?.writeOffAccounts ?? []}
          isSubmitted={isSubmitted}
          onChange={(changed) =>
            setParts((before) => before.map((one) => (one.key === changed.key ? changed : one)))
          }
          onRemove={parts.length > 1 ? () => remove(at) : null}
        />
      ))}
      <Menu closesItself face={text('work.byHand.add')}>
        {kindsOf(isMoneyOut).map((kind) => (
          <Button key={kind} look="quiet" onClick={() => add(kind)}>
            {text(`work.parts.${kind}`)}
          </Button>
        ))}
      </Menu>
      <Remainder remainder={remainder} currency={currency} />
      <div className="ch-actions">
        <Button type="submit" look="primary" busy={work.deeds.isBusy}>
          {text(remainder !== null && remainder > 0n ? 'work.byHand.settlePart' : 'work.byHand.settle')}{' '}
          <kbd>Ctrl</kbd>
          <kbd>Enter</kbd>
        </Button>
        {remainder !== null && remainder !== 0n ? (
          <Button onClick={() => add('write-off')}>{text('work.byHand.writeOff')}</Button>
        ) : null}
        <Button look="quiet" onClick={work.close}>
          {text('work.cancel')}
        </Button>
      </div>
    </form>
  );
}

function Remainder({
  remainder,
  currency,
}: {
  readonly remainder: bigint | null;
  readonly currency: string;
}): ReactElement {
  const text = useText('reconciliation');
  const say = (): string => {
    if (remainder === null) return text('work.byHand.unreadable');
    if (remainder === 0n) return text('work.byHand.nothingLeft');
    const amount = formatMoney(decimalOf(remainder < 0n ? -remainder : remainder, currency), currency);
    return text(remainder > 0n ? 'work.byHand.left' : 'work.byHand.tooMuch', { amount });
  };
  const looks = remainder === 0n ? 'whole' : remainder === null || remainder < 0n ? 'wrong' : 'open';
  return (
    <p className={`work-remainder work-remainder-${looks}`} role="status">
      {say()}
    </p>
  );
}
