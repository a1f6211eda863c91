import { useState, type FormEvent, type ReactElement } from 'react';
import { LANGUAGES } from '../../../../../src/kernel/permissions.js';
import {
  asProblem,
  Button,
  ChooseOne,
  Dialog,
  Failure,
  fetchJson,
  Field,
  notify,
  ReferenceInput,
  useLanguage,
  useText,
  type Problem,
} from '../../../../../src/panel-kit/index.js';
import type { WordingsView, WordingView } from '../../../contract/consent-doors.js';
import { ELSEWHERE } from '../../../domain/consents/sources.js';
import { DOORS } from './consent-doors.js';

interface RecordDialogProps {
  readonly view: WordingsView;
  readonly onRecorded: () => void;
  readonly onClose: () => void;
}

/** What somebody said elsewhere, of whichever edition it was shown. */
export function RecordDialog({ view, onRecorded, onClose }: RecordDialogProps): ReactElement {
  const text = useText('privacy');
  const [asked, setAsked] = useState({
    kind: view.subjects[0]?.kind ?? '',
    id: '',
    wordingId: view.wordings[0]?.id ?? '',
    said: 'given',
    source: 'paper' as (typeof ELSEWHERE)[number],
    language: useLanguage(),
  });
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const change = (part: Partial<typeof asked>): void => setAsked((before) => ({ ...before, ...part }));
  const model = view.subjects.find(({ kind }) => kind === asked.kind)?.model ?? '';
  const wording = view.wordings.find(({ id }) => id === asked.wordingId);
  const record = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const { said, ...rest } = asked;
    try {
      await fetchJson(DOORS, { body: { ...rest, given: said === 'given' } });
      notify({ tone: 'success', message: text('consents.recordDone') });
      onRecorded();
      onClose();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  return (
    <Dialog title={text('consents.recordTitle')} onClose={onClose}>
      <form className="ch-stack" onSubmit={(event) => void record(event)}>
        <p className="ch-help">{text('consents.recordHelp')}</p>
        <ChooseOne
          label={text('consents.kind')}
          value={asked.kind}
          options={view.subjects.map(({ kind }) => ({ value: kind, label: text(`consents.kinds.${kind}`) }))}
          onChoose={(kind) => change({ kind, id: '' })}
        />
        <Field label={text('consents.subject')} required>
          {(control) => (
            <ReferenceInput
              key={model}
              model={model}
              value={asked.id}
              onChange={(id) => change({ id })}
              control={control}
            />
          )}
        </Field>
        <ChooseOne
          label={text('consents.wording')}
          value={asked.wordingId}
          options={view.wordings.map(({ id, purpose, edition }) => ({
            value: id,
            label: `${purpose} · ${text('consents.edition', { edition })}`,
          }))}
          onChoose={(wordingId) => change({ wordingId })}
        />
        <ChooseOne
          label={text('consents.language')}
          value={asked.language}
          options={LANGUAGES.map((value) => ({ value, label: text(`consents.languages.${value}`) }))}
          onChoose={(language) => change({ language })}
        />
        {wording ? (
          <blockquote className="privacy-words" lang={asked.language}>
            {wording.texts[asked.language as keyof WordingView['texts']]}
          </blockquote>
        ) : null}
        <ChooseOne
          label={text('consents.said')}
          value={asked.said}
          options={(['given', 'withdrawn'] as const).map((value) => ({
            value,
            label: text(`consents.${value}`),
          }))}
          onChoose={(said) => change({ said })}
        />
        <ChooseOne
          label={text('consents.source')}
          value={asked.source}
          options={ELSEWHERE.map((value) => ({ value, label: text(`consents.sources.${value}`) }))}
          onChoose={(source) => change({ source })}
        />
        {problem ? <Failure problem={problem} /> : null}
        <div className="ch-actions ch-dialog-end">
          <Button onClick={onClose}>{text('consents.cancel')}</Button>
          <Button type="submit" look="primary" busy={isBusy} disabled={asked.id === ''}>
            {text('consents.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
