import { useId, useState, type FormEvent, type ReactElement } from 'react';
import { Button } from './button.js';
import { Dialog } from './dialog.js';
import type { Question } from './question.js';
import { useText } from './text.js';

export interface ConfirmDialogProps {
  readonly question: Question;
  readonly onAnswer: (yes: boolean) => void;
}

/** A question with two answers. Where the title has to be typed, the button opens once it stands there. */
export function ConfirmDialog({ question, onAnswer }: ConfirmDialogProps): ReactElement {
  const text = useText();
  const id = useId();
  const [typed, setTyped] = useState('');
  const isOpen = question.typed === undefined || sameWords(typed, question.typed);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isOpen) onAnswer(true);
  };
  return (
    <Dialog title={question.title} role="alertdialog" onClose={() => onAnswer(false)}>
      <form className="ch-stack" onSubmit={submit}>
        {question.sentence ? <p>{question.sentence}</p> : null}
        {question.typed === undefined ? null : (
          <div className="ch-field">
            <label htmlFor={id}>{text('confirm.type', { title: question.typed })}</label>
            <input
              id={id}
              type="text"
              autoComplete="off"
              spellCheck={false}
              data-first-focus
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          </div>
        )}
        <div className="ch-actions ch-dialog-end">
          <Button
            data-first-focus={question.typed === undefined ? true : undefined}
            onClick={() => onAnswer(false)}
          >
            {question.no ?? text('form.cancel')}
          </Button>
          <Button type="submit" look={question.danger ? 'danger' : 'primary'} disabled={!isOpen}>
            {question.yes}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** A space too many is no other title. */
function sameWords(typed: string, title: string): boolean {
  const words = (text: string): string => text.trim().replace(/\s+/g, ' ');
  return words(typed) === words(title);
}
