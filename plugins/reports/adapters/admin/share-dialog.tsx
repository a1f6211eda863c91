import { useState, type FormEvent, type ReactElement } from 'react';
import {
  asProblem,
  Button,
  Dialog,
  Failure,
  fetchJson,
  notify,
  Spinner,
  useLoaded,
  useText,
  type Problem,
} from '../../../../src/panel-kit/index.js';
import type { ReportToSave, SavedReport, Vocabulary } from '../../contract/doors.js';
import { DOORS } from './report-doors.js';

interface ShareDialogProps {
  readonly reportId: string;
  readonly roles: Vocabulary['roles'];
  readonly onShared: (report: SavedReport) => void;
  readonly onClose: () => void;
}

/** Which roles may run the report. Each of them sees its own rows in it. */
export function ShareDialog({ reportId, roles, onShared, onClose }: ShareDialogProps): ReactElement {
  const text = useText('reports');
  const { data, problem } = useLoaded<SavedReport>(`${DOORS}/reports/${reportId}`);
  return (
    <Dialog title={text('share.title')} onClose={onClose}>
      {problem ? <Failure problem={problem} /> : null}
      {data ? <ShareForm report={data} roles={roles} onShared={onShared} onClose={onClose} /> : null}
      {!data && !problem ? <Spinner /> : null}
    </Dialog>
  );
}

function ShareForm(
  props: Omit<ShareDialogProps, 'reportId'> & { readonly report: SavedReport },
): ReactElement {
  const { report, roles, onShared, onClose } = props;
  const text = useText('reports');
  const [chosen, setChosen] = useState(report.sharedWith);
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const share = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setSaving(true);
    const { name, description, definition, version } = report;
    const body: ReportToSave & { version: number } = {
      name,
      description,
      definition,
      sharedWith: chosen,
      version,
    };
    try {
      const saved = await fetchJson<SavedReport>(`${DOORS}/reports/${report.id}`, { method: 'PUT', body });
      notify({ tone: 'success', message: text(chosen.length > 0 ? 'share.done' : 'share.undone', { name }) });
      onShared(saved);
    } catch (error) {
      setProblem(asProblem(error));
      setSaving(false);
    }
  };
  return (
    <form className="ch-stack" onSubmit={(event) => void share(event)}>
      <p>{text('share.help', { name: report.name })}</p>
      <fieldset className="ch-ticks">
        <legend className="ch-label">{text('share.roles')}</legend>
        {roles.map(({ name, title }) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={chosen.includes(name)}
              onChange={(event) =>
                setChosen(event.target.checked ? [...chosen, name] : chosen.filter((role) => role !== name))
              }
            />
            {title}
          </label>
        ))}
      </fieldset>
      {problem ? <Failure problem={problem} /> : null}
      <div className="ch-actions ch-dialog-end">
        <Button onClick={onClose}>{text('cancel')}</Button>
        <Button type="submit" look="primary" busy={isSaving}>
          {text('share.save')}
        </Button>
      </div>
    </form>
  );
}
