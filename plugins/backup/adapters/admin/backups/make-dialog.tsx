import { useState, type FormEvent, type ReactElement } from 'react';
import {
  asProblem,
  Button,
  Dialog,
  Failure,
  fetchJson,
  notify,
  useText,
  type Problem,
} from '../../../../../src/panel-kit/index.js';
import type { Overview } from '../../../contract/doors.js';
import { DOORS } from '../backup-doors.js';
import { ContentFields, PlaceTicks, type Content } from '../content-fields.js';

interface MakeDialogProps {
  readonly overview: Overview;
  readonly onMade: () => void;
  readonly onClose: () => void;
}

/** A backup by hand: of what, in which form, where to. */
export function MakeDialog({ overview, onMade, onClose }: MakeDialogProps): ReactElement {
  const text = useText('backup');
  const [content, setContent] = useState<Content>({ sets: null, rows: 'jsonl' });
  const [destinationIds, setDestinations] = useState<readonly string[]>(() =>
    overview.places.map(({ id }) => id),
  );
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const isComplete = destinationIds.length > 0 && content.sets?.length !== 0;
  const make = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setSending(true);
    try {
      await fetchJson(`${DOORS}/runs`, {
        body: { sets: content.sets ?? [], rows: content.rows, destinationIds },
      });
      notify({ tone: 'success', message: text('make.started') });
      onMade();
      onClose();
    } catch (error) {
      setProblem(asProblem(error));
      setSending(false);
    }
  };
  return (
    <Dialog title={text('make.open')} onClose={onClose}>
      <form className="ch-stack" onSubmit={(event) => void make(event)}>
        <ContentFields
          sets={overview.sets}
          content={content}
          onChange={(part) => setContent((before) => ({ ...before, ...part }))}
        />
        <PlaceTicks places={overview.places} chosen={destinationIds} onChange={setDestinations} />
        {problem ? <Failure problem={problem} /> : null}
        <div className="ch-actions ch-dialog-end">
          <Button onClick={onClose}>{text('cancel')}</Button>
          <Button type="submit" look="primary" busy={isSending} disabled={!isComplete}>
            {text('make.do')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
