import { useState, type ReactElement } from 'react';
import {
  asProblem,
  Await,
  Button,
  Dialog,
  Failure,
  fetchJson,
  formatDateTime,
  LinkButton,
  notify,
  useLoaded,
  useText,
  type Problem,
} from '../../../../src/panel-kit/index.js';
import type { ReportDefinition } from '../../contract/definition.js';
import type { RevisionLine, SavedReport } from '../../contract/doors.js';
import { builderAddress, DOORS } from './report-doors.js';

interface RevisionsDialogProps {
  readonly report: Pick<SavedReport, 'id' | 'name' | 'version' | 'mine'>;
  readonly onRestored: (report: SavedReport) => void;
  /** where the builder is open already; elsewhere a link leads to it */
  readonly onLook?: (definition: ReportDefinition) => void;
  readonly onClose: () => void;
}

/** A report as it was each time that it was saved: to be looked at, or taken back. */
export function RevisionsDialog({ report, onRestored, onLook, onClose }: RevisionsDialogProps): ReactElement {
  const text = useText('reports');
  const [problem, setProblem] = useState<Problem | null>(null);
  const door = `${DOORS}/reports/${report.id}/revisions`;
  const revisions = useLoaded<readonly RevisionLine[]>(door);
  const restore = async ({ revision }: RevisionLine): Promise<void> => {
    try {
      const restored = await fetchJson<SavedReport>(`${door}/${revision}/restore`, {
        body: { version: report.version },
      });
      notify({ tone: 'success', message: text('revisions.restored', { revision, name: report.name }) });
      onRestored(restored);
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <Dialog title={text('revisions.title', { name: report.name })} onClose={onClose}>
      {problem ? <Failure problem={problem} /> : null}
      <Await loaded={revisions}>
        {(lines) => (
          <ul className="reports-revisions" aria-label={text('revisions.list')}>
            {lines.map((line, index) => (
              <li key={line.revision}>
                <div>
                  <strong>{text('revisions.number', { revision: line.revision })}</strong>
                  <p className="ch-help">
                    {[formatDateTime(line.savedAt), line.savedBy].filter(Boolean).join(' · ')}
                  </p>
                </div>
                {index === 0 ? (
                  <span className="ch-help">{text('revisions.current')}</span>
                ) : (
                  <div className="ch-actions">
                    {onLook ? (
                      <Button look="quiet" onClick={() => onLook(line.definition)}>
                        {text('revisions.look')}
                      </Button>
                    ) : (
                      <LinkButton
                        href={builderAddress({ kind: 'saved', id: report.id }, line.definition)}
                        look="quiet"
                      >
                        {text('revisions.look')}
                      </LinkButton>
                    )}
                    {report.mine ? (
                      <Button
                        aria-label={text('revisions.restoreNumber', { revision: line.revision })}
                        onClick={() => void restore(line)}
                      >
                        {text('revisions.restore')}
                      </Button>
                    ) : null}
                  </div>
                )}
              </li>
            ))}
          </ul>
        )}
      </Await>
    </Dialog>
  );
}
