import { useState, type FormEvent, type ReactElement } from 'react';
import {
  asProblem,
  Button,
  Failure,
  fetchJson,
  Field,
  formatNumber,
  useText,
  type Problem,
} from '../../../../src/panel-kit/index.js';
import { DOORS, type KindsView } from './import-doors.js';

const MEBIBYTE = 1024 * 1024;

export function ChooseFile({
  kinds,
  onUploaded,
}: {
  readonly kinds: KindsView;
  readonly onUploaded: (runId: string) => void;
}): ReactElement {
  const text = useText('imports');
  const [kind, setKind] = useState(kinds.kinds[0]?.name ?? '');
  const [file, setFile] = useState<File | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const size = `${formatNumber(kinds.maxBytes / MEBIBYTE)} MB`;
  const tooLarge = file !== null && file.size > kinds.maxBytes;

  const upload = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!file || tooLarge) return;
    const form = new FormData();
    form.append('file', file);
    setBusy(true);
    setProblem(null);
    try {
      const { id } = await fetchJson<{ id: string }>(`${DOORS}/uploads/${kind}`, { body: form });
      onUploaded(id);
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };

  return (
    <form className="ch-card ch-stack" onSubmit={(event) => void upload(event)}>
      <Field label={text('kind')} required>
        {(control) => (
          <select {...control} value={kind} onChange={(event) => setKind(event.target.value)}>
            {kinds.kinds.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={text('file', { size })} required error={tooLarge ? text('tooLarge', { size }) : null}>
        {(control) => (
          <input
            {...control}
            type="file"
            accept=".csv,.txt,.tsv,.xlsx"
            onChange={(event) => {
              setFile(event.target.files?.[0] ?? null);
              setProblem(null);
            }}
          />
        )}
      </Field>
      {problem ? <Failure problem={problem} /> : null}
      <div className="ch-actions">
        <Button type="submit" look="primary" busy={busy} disabled={!file || tooLarge}>
          {busy ? text('uploading') : text('upload')}
        </Button>
      </div>
    </form>
  );
}
