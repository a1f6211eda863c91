import { useState, type FormEvent, type ReactElement } from 'react';
import {
  asProblem,
  Button,
  Dialog,
  Failure,
  Field,
  useText,
  type Problem,
} from '../../../../src/panel-kit/index.js';

export interface ReportName {
  readonly name: string;
  readonly description: string | null;
}

interface NameDialogProps {
  readonly title: string;
  /** without a description it is not asked for one */
  readonly start: { readonly name: string; readonly description?: string | null };
  /** rejects with what to show */
  readonly onSave: (named: ReportName) => Promise<void>;
  readonly onClose: () => void;
}

const LONGEST_NAME = 120;
const LONGEST_DESCRIPTION = 500;

/** Asks how a report is called. It stays open, with what is typed, as long as the name is refused. */
export function NameDialog({ title, start, onSave, onClose }: NameDialogProps): ReactElement {
  const text = useText('reports');
  const [name, setName] = useState(start.name);
  const [description, setDescription] = useState(start.description ?? '');
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    event.stopPropagation();
    setSaving(true);
    try {
      await onSave({ name: name.trim(), description: description.trim() || null });
    } catch (error) {
      setProblem(asProblem(error));
      setSaving(false);
    }
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="ch-stack" onSubmit={(event) => void save(event)}>
        <Field label={text('save.name')} required>
          {(control) => (
            <input
              {...control}
              type="text"
              maxLength={LONGEST_NAME}
              autoComplete="off"
              data-first-focus
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        {start.description === undefined ? null : (
          <Field label={text('save.description')}>
            {(control) => (
              <textarea
                {...control}
                maxLength={LONGEST_DESCRIPTION}
                value={description}
                onChange={(event) => setDescription(event.target.value)}
              />
            )}
          </Field>
        )}
        {problem ? <Failure problem={problem} /> : null}
        <div className="ch-actions ch-dialog-end">
          <Button onClick={onClose}>{text('cancel')}</Button>
          <Button type="submit" look="primary" busy={isSaving} disabled={name.trim() === ''}>
            {text('save.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
