import { useId, useRef, useState, type DragEvent, type ReactElement } from 'react';
import { Button, Failure, Spinner, useText } from '../../../../../src/panel-kit/index.js';
import type { Intake } from './use-intake.js';

/** A file is dropped here, or chosen. */
export function ChooseStatements({ intake }: { readonly intake: Intake }): ReactElement {
  const text = useText('reconciliation');
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const { file, busy, problem } = intake;

  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [dropped] = event.dataTransfer.files;
    if (dropped) intake.read(dropped);
  };

  return (
    <section
      className={`ch-card ch-stack statements-drop${isOver ? ' statements-drop-over' : ''}`}
      aria-labelledby={id}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <h2 id={id}>{file?.name ?? text('statements.drop')}</h2>
      <p className="statements-formats">{text('statements.formats')}</p>
      <input
        ref={input}
        className="ch-unseen"
        type="file"
        tabIndex={-1}
        aria-label={text('statements.file')}
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          if (chosen) intake.read(chosen);
          // The same file may be chosen again after it was mended.
          event.target.value = '';
        }}
      />
      <div className="ch-actions">
        <Button
          look={intake.answer === null ? 'primary' : 'plain'}
          disabled={busy !== null}
          onClick={() => input.current?.click()}
        >
          {text(file === null ? 'statements.choose' : 'statements.chooseOther')}
        </Button>
        {file !== null ? (
          <Button look="quiet" disabled={busy !== null} onClick={intake.forget}>
            {text('statements.forget')}
          </Button>
        ) : null}
      </div>
      {busy === 'reading' ? <Spinner /> : null}
      {problem ? <Failure problem={problem} /> : null}
    </section>
  );
}
