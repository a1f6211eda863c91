import { useState, type FormEvent, type ReactElement } from 'react';
import { LANGUAGES } from '../../../../../src/kernel/permissions.js';
import {
  asProblem,
  Button,
  Dialog,
  Failure,
  fetchJson,
  Field,
  notify,
  useText,
  type Problem,
} from '../../../../../src/panel-kit/index.js';
import type { WordingView } from '../../../contract/consent-doors.js';
import { LONGEST_TEXT } from '../../../domain/consents/wording.js';
import { DOORS } from './consent-doors.js';

interface PublishDialogProps {
  /** the edition that the new one takes the place of; null: the first of a purpose */
  readonly start: WordingView | null;
  readonly onPublished: () => void;
  readonly onClose: () => void;
}

export function PublishDialog({ start, onPublished, onClose }: PublishDialogProps): ReactElement {
  const text = useText('privacy');
  const [purpose, setPurpose] = useState(start?.purpose ?? '');
  const [texts, setTexts] = useState<WordingView['texts']>(start?.texts ?? { en: '', uk: '', ru: '' });
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const isComplete = purpose.trim() !== '' && LANGUAGES.every((each) => texts[each].trim() !== '');
  const publish = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      const body = { purpose, texts, after: start?.edition ?? 0 };
      const { edition } = await fetchJson<{ readonly edition: number }>(`${DOORS}/wordings`, { body });
      notify({ tone: 'success', message: text('consents.publishedDone', { edition, purpose }) });
      onPublished();
      onClose();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  const title = start
    ? text('consents.publishNextTitle', { purpose: start.purpose })
    : text('consents.publishTitle');
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="ch-stack" onSubmit={(event) => void publish(event)}>
        <p className="ch-help">{text('consents.publishHelp')}</p>
        {start ? null : (
          <Field label={text('consents.purpose')} help={text('consents.purposeHelp')} required>
            {(control) => (
              <input
                {...control}
                type="text"
                maxLength={60}
                autoComplete="off"
                spellCheck={false}
                value={purpose}
                onChange={({ target }) => setPurpose(target.value)}
              />
            )}
          </Field>
        )}
        {LANGUAGES.map((each) => (
          <Field key={each} label={text(`consents.texts.${each}`)} required>
            {(control) => (
              <textarea
                {...control}
                lang={each}
                rows={4}
                maxLength={LONGEST_TEXT}
                value={texts[each]}
                onChange={({ target }) => setTexts({ ...texts, [each]: target.value })}
              />
            )}
          </Field>
        ))}
        {problem ? <Failure problem={problem} /> : null}
        <div className="ch-actions ch-dialog-end">
          <Button onClick={onClose}>{text('consents.cancel')}</Button>
          <Button type="submit" look="primary" busy={isBusy} disabled={!isComplete}>
            {text('consents.publish')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
