import { useState, type FormEvent, type ReactElement } from 'react';
import {
  asProblem,
  Button,
  confirmFirst,
  Failure,
  fetchJson,
  Field,
  Notice,
  notify,
  Spinner,
  useLoaded,
  useText,
  type Problem,
} from '../../../../../src/panel-kit/index.js';
import type { SubjectKind } from '../../../../../src/kernel/personal-data.js';
import type { ErasurePlan } from '../../../contract/requests.js';
import { ReportTable } from './report-table.js';

interface ErasurePreviewProps {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly onClose: () => void;
  readonly onAsked: () => void;
}

/** What would be cleared, what would stay and why; and the deed, once it is said why and the name is typed. */
export function ErasurePreview({ kind, id, onClose, onAsked }: ErasurePreviewProps): ReactElement {
  const text = useText('privacy');
  const query = new URLSearchParams({ kind, id }).toString();
  const { data, problem, reload } = useLoaded<ErasurePlan>(`/admin/x/privacy/erasures/plan?${query}`);
  if (problem) return <Failure problem={problem} onRetry={reload} />;
  if (!data) return <Spinner label={text('requests.looking')} />;
  const { subject, open, report } = data;
  return (
    <div className="ch-stack">
      <h3>{text('requests.planOf', { name: subject.title })}</h3>
      {open.length > 0 ? (
        <Notice tone="warning">
          <p>{text('requests.inTheWay')}</p>
          <ul>
            {open.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <ReportTable report={report} isPlan />
      {open.length > 0 ? (
        <div className="ch-actions">
          <Button onClick={onClose}>{text('requests.close')}</Button>
        </div>
      ) : (
        <EraseForm kind={kind} id={id} plan={data} onClose={onClose} onAsked={onAsked} />
      )}
    </div>
  );
}

function EraseForm(props: ErasurePreviewProps & { readonly plan: ErasurePlan }): ReactElement {
  const { kind, id, plan, onClose, onAsked } = props;
  const text = useText('privacy');
  const [reason, setReason] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const erase = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const isMeant = await confirmFirst({
      title: text('requests.eraseTitle', { name: plan.subject.title }),
      sentence: text('requests.eraseSentence'),
      yes: text('requests.erase'),
      danger: true,
      typed: plan.code,
    });
    if (!isMeant) return;
    setBusy(true);
    try {
      await fetchJson('/admin/x/privacy/erasures', { body: { kind, id, reason, typed: plan.code } });
      notify({ tone: 'success', message: text('requests.erasureAsked') });
      onAsked();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  return (
    <form className="ch-stack" onSubmit={(event) => void erase(event)}>
      <Field label={text('requests.reason')} help={text('requests.reasonHelp')} required>
        {(control) => (
          <input
            {...control}
            type="text"
            maxLength={500}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Field>
      {problem ? <Failure problem={problem} /> : null}
      <div className="ch-actions">
        <Button type="submit" look="danger" busy={isBusy} disabled={reason.trim().length < 3}>
          {text('requests.erase')}
        </Button>
        <Button onClick={onClose}>{text('requests.close')}</Button>
      </div>
    </form>
  );
}
