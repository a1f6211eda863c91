import { useState, type ReactElement } from 'react';
import {
  asProblem,
  Button,
  ChooseOne,
  Failure,
  fetchJson,
  Field,
  notify,
  ReferenceInput,
  useText,
  type Problem,
} from '../../../../../src/panel-kit/index.js';
import { SUBJECT_KINDS, type SubjectKind } from '../../../../../src/kernel/personal-data.js';
import type { RequestsView } from '../../../contract/requests.js';
import { ErasurePreview } from './erasure-preview.js';

const MODELS: Readonly<Record<SubjectKind, string>> = {
  representative: 'Representative',
  manager: 'Manager',
  user: 'User',
};

interface AskCardProps {
  readonly may: RequestsView['may'];
  readonly onAsked: () => void;
}

/** Who it is about; then a file for that person, or a look at what an erasure would do. */
export function AskCard({ may, onAsked }: AskCardProps): ReactElement {
  const text = useText('privacy');
  const [kind, setKind] = useState<SubjectKind>('representative');
  const [chosen, setChosen] = useState({ id: '', title: '' });
  const [isLooking, setLooking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const choose = (id: string, title: string): void => {
    setChosen({ id, title });
    setLooking(false);
    setProblem(null);
  };
  const askForFile = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await fetchJson('/admin/x/privacy/exports', { body: { kind, id: chosen.id } });
      notify({ tone: 'success', message: text('requests.fileAsked') });
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
      onAsked();
    }
  };
  return (
    <section className="ch-card ch-stack">
      <h2>{text('requests.ask')}</h2>
      <p>{text('requests.about')}</p>
      <div className="ch-fields">
        <ChooseOne
          label={text('requests.kind')}
          value={kind}
          options={SUBJECT_KINDS.map((value) => ({ value, label: text(`requests.kinds.${value}`) }))}
          onChoose={(next) => {
            setKind(next);
            choose('', '');
          }}
        />
        <Field label={text('requests.who')} required>
          {(control) => (
            <ReferenceInput
              key={kind}
              model={MODELS[kind]}
              value={chosen.id}
              title={chosen.title}
              onChange={choose}
              control={control}
            />
          )}
        </Field>
      </div>
      <div className="ch-actions">
        {may.export ? (
          <Button look="primary" busy={isBusy} disabled={chosen.id === ''} onClick={() => void askForFile()}>
            {text('requests.makeFile')}
          </Button>
        ) : null}
        {may.erase ? (
          <Button disabled={chosen.id === '' || isLooking} onClick={() => setLooking(true)}>
            {text('requests.look')}
          </Button>
        ) : null}
      </div>
      {problem ? <Failure problem={problem} /> : null}
      {isLooking ? (
        <ErasurePreview
          key={`${kind} ${chosen.id}`}
          kind={kind}
          id={chosen.id}
          onClose={() => setLooking(false)}
          onAsked={() => {
            choose('', '');
            onAsked();
          }}
        />
      ) : null}
    </section>
  );
}
