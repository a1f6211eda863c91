import { useState, type FormEvent, type ReactElement } from 'react';
import { Button, Dialog, Field, useText } from '../../../../../src/panel-kit/index.js';
import type { TransactionView } from '../../../contract/work.js';
import type { Work } from './use-work.js';

const LONGEST_REASON = 500;

/** The same reason often holds for several one after the other: it is offered again. */
let lastReason = '';

export function IgnoreDialog({
  transaction,
  work,
}: {
  readonly transaction: TransactionView;
  readonly work: Work;
}): ReactElement {
  const text = useText('reconciliation');
  const [reason, setReason] = useState(lastReason);
  const { deeds, close } = work;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const said = reason.trim();
    if (said === '' || !(await deeds.ignore(said))) return;
    lastReason = said;
    close();
  };
  return (
    <Dialog
      title={text('work.ignore.title', { name: transaction.counterparty ?? text('work.unnamed') })}
      onClose={close}
    >
      <form className="ch-stack" onSubmit={(event) => void submit(event)}>
        <p>{text('work.ignore.sentence')}</p>
        <Field label={text('work.ignore.reason')} required>
          {(control) => (
            <input
              {...control}
              type="text"
              data-first-focus
              maxLength={LONGEST_REASON}
              value={reason}
              onFocus={(event) => event.target.select()}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <div className="ch-actions ch-dialog-end">
          <Button onClick={close}>{text('work.cancel')}</Button>
          <Button type="submit" look="primary" busy={deeds.isBusy} disabled={reason.trim() === ''}>
            {text('work.ignore.yes')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
