import { useState, type FormEvent, type ReactElement } from 'react';
import { Button, Dialog, useText } from '../../../../../src/panel-kit/index.js';
import type { ReturnToAsk } from '../../../contract/doors.js';
import { DOORS } from '../archive-doors.js';
import { TypedYear, useYearDeed } from './typed-year.js';

interface ReturnDialogProps {
  readonly year: number;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export function ReturnDialog({ year, onDone, onClose }: ReturnDialogProps): ReactElement {
  const text = useText('archive');
  const [typed, setTyped] = useState('');
  const deed = useYearDeed({ onDone, onClose });
  const bringBack = (event: FormEvent): void => {
    event.preventDefault();
    const asked: ReturnToAsk = { typed };
    void deed.send(`${DOORS}/years/${year}/return`, asked, text('return.asked', { year }));
  };
  return (
    <Dialog title={text('return.title', { year })} onClose={onClose}>
      <form className="ch-stack" onSubmit={bringBack}>
        <p>{text('return.how')}</p>
        <TypedYear year={year} typed={typed} onChange={setTyped} />
        {deed.failure}
        <div className="ch-actions ch-dialog-end">
          <Button onClick={onClose}>{text('cancel')}</Button>
          <Button type="submit" look="danger" busy={deed.isBusy} disabled={typed.trim() !== String(year)}>
            {text('return.do')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
