import { useEffect, useRef, useState, type FormEvent, type ReactElement } from 'react';
import {
  asProblem,
  Button,
  ChooseOne,
  confirmFirst,
  Failure,
  fetchJson,
  formatDateTime,
  house,
  notify,
  useText,
  type Problem,
} from '../../../../../src/panel-kit/index.js';
import type { RestorationAsked, RestorationsView } from '../../../contract/doors.js';
import { CONFLICT_POLICIES, type ConflictPolicy } from '../../../domain/wanted.js';
import { DOORS } from '../backup-doors.js';
import { RecordChooser, type ChosenRecord } from './record-chooser.js';
import { copyInAddress } from './restore-address.js';

interface AskFormProps {
  readonly copies: RestorationsView['copies'];
  readonly onAsked: () => void;
  readonly onClose: () => void;
}

/** Which backup, what of it, and what becomes of records that have changed since. Nothing is written before somebody else allows it. */
export function AskForm({ copies, onAsked, onClose }: AskFormProps): ReactElement {
  const text = useText('backup');
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that opened it is gone.
  useEffect(() => heading.current?.focus(), []);
  const [copyId, setCopy] = useState(() => startOf(copies));
  const [isWhole, setWhole] = useState(false);
  const [representatives, setRepresentatives] = useState<readonly ChosenRecord[]>([]);
  const [invoices, setInvoices] = useState<readonly ChosenRecord[]>([]);
  const [conflicts, setConflicts] = useState<ConflictPolicy>('keep');
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const copy = copies.find(({ id }) => id === copyId);
  const isComplete = copy !== undefined && (isWhole || representatives.length + invoices.length > 0);
  const ask = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (isWhole && !(await isMeant())) return;
    setSending(true);
    const asked: RestorationAsked = {
      copyId,
      wanted: isWhole
        ? { whole: true }
        : { representatives: representatives.map(({ id }) => id), invoices: invoices.map(({ id }) => id) },
      conflicts: isWhole ? 'overwrite' : conflicts,
    };
    try {
      await fetchJson(`${DOORS}/restorations`, { body: asked });
      notify({ tone: 'success', message: text('restore.looking') });
      onAsked();
    } catch (error) {
      setProblem(asProblem(error));
      setSending(false);
    }
  };
  const isMeant = (): Promise<boolean> =>
    confirmFirst({
      title: text('restore.wholeTitle'),
      sentence: text('restore.wholeSentence'),
      yes: text('restore.look'),
      danger: true,
      typed: house().organisation.name,
    });
  return (
    <section className="ch-card">
      <h2 ref={heading} tabIndex={-1}>
        {text('restore.ask')}
      </h2>
      <form className="ch-stack" onSubmit={(event) => void ask(event)}>
        <ChooseOne
          label={text('restore.which')}
          value={copyId}
          options={copies.map(({ id, madeAt, place, isProven }) => ({
            value: id,
            label: text(isProven ? 'restore.copyProven' : 'restore.copyStored', {
              at: formatDateTime(madeAt),
              place,
            }),
          }))}
          help={copy && !copy.isWhole ? text('restore.notWhole') : undefined}
          onChoose={setCopy}
        />
        <fieldset className="backup-choice">
          <legend className="ch-label">{text('restore.what')}</legend>
          {([false, true] as const).map((whole) => (
            <label key={String(whole)}>
              <input
                type="radio"
                name="what"
                checked={isWhole === whole}
                disabled={whole && copy?.isWhole === false}
                onChange={() => setWhole(whole)}
              />
              <span>
                {text(whole ? 'restore.whole' : 'restore.some')}
                <span className="ch-help">{text(whole ? 'restore.wholeHelp' : 'restore.someHelp')}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {isWhole ? null : (
          <>
            <RecordChooser model="Representative" chosen={representatives} onChange={setRepresentatives} />
            <RecordChooser model="Invoice" chosen={invoices} onChange={setInvoices} />
            <ChooseOne
              label={text('restore.conflicts')}
              value={conflicts}
              options={CONFLICT_POLICIES.map((value) => ({
                value,
                label: text(`restore.conflictsOf.${value}`),
              }))}
              help={text(`restore.conflictsHelp.${conflicts}`)}
              onChoose={setConflicts}
            />
          </>
        )}
        {problem ? <Failure problem={problem} /> : null}
        <div className="ch-actions">
          <Button type="submit" look="primary" busy={isSending} disabled={!isComplete}>
            {text('restore.look')}
          </Button>
          <Button onClick={onClose}>{text('cancel')}</Button>
        </div>
        <p className="ch-help">{text('restore.lookHelp')}</p>
      </form>
    </section>
  );
}

function startOf(copies: AskFormProps['copies']): string {
  const wanted = copyInAddress();
  const found =
    copies.find(({ id }) => id === wanted) ??
    copies.find(({ isProven, isWhole }) => isProven && isWhole) ??
    copies[0];
  return found?.id ?? '';
}
