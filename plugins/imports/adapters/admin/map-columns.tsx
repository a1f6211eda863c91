import { useEffect, useState, type ReactElement } from 'react';
import {
  asProblem,
  Button,
  Failure,
  fetchJson,
  Notice,
  Spinner,
  Table,
  useText,
  type Problem,
} from '../../../../src/panel-kit/index.js';
import type { ImportMapping } from '../../contract/import-kind.js';
import { DOORS, type InspectionView, type KindView, type RunView } from './import-doors.js';
import { FieldColumns } from './field-columns.js';
import { MappingOptions } from './mapping-options.js';
import { ProfileBar } from './profile-bar.js';

export interface MapColumnsProps {
  readonly kind: KindView;
  readonly run: RunView;
  /** the check has begun */
  readonly onChecking: () => void;
}

/** Which column feeds which field. Every change is inspected at once, so that ambiguities show before the check. */
export function MapColumns({ kind, run, onChecking }: MapColumnsProps): ReactElement {
  const text = useText('imports');
  const [mapping, setMapping] = useState<ImportMapping>(run.mapping);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const inspection = useInspection(run.id, mapping, setProblem);

  const check = async (): Promise<void> => {
    setBusy(true);
    try {
      await fetchJson(`${DOORS}/runs/${run.id}/check`, { body: { mapping } });
      onChecking();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };

  if (!inspection) return problem ? <Failure problem={problem} /> : <Spinner />;
  const ready = inspection.problem === null && inspection.ambiguous.length === 0;
  return (
    <>
      <div className="ch-card ch-stack">
        <h2>{text('mapping')}</h2>
        <ProfileBar kind={kind} mapping={mapping} guessed={run.mapping} onChoose={setMapping} />
        <FieldColumns kind={kind} inspection={inspection} mapping={mapping} onChange={setMapping} />
        <MappingOptions mapping={mapping} onChange={setMapping} />
        {inspection.ambiguous.map(({ field, heading }) => (
          <Notice key={field} tone="warning">
            <p>{text('ambiguous', { heading })}</p>
          </Notice>
        ))}
        {inspection.problem ? (
          <Notice tone="warning">
            <p>{inspection.problem}</p>
          </Notice>
        ) : null}
        {problem ? <Failure problem={problem} /> : null}
        <div className="ch-actions">
          <Button look="primary" busy={busy} disabled={!ready} onClick={() => void check()}>
            {text('check')}
          </Button>
        </div>
      </div>
      <Sample inspection={inspection} />
    </>
  );
}

function useInspection(
  runId: string,
  mapping: ImportMapping,
  onProblem: (problem: Problem | null) => void,
): InspectionView | null {
  const [inspection, setInspection] = useState<InspectionView | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    fetchJson<InspectionView>(`${DOORS}/runs/${runId}/inspect`, {
      body: { mapping },
      signal: abort.signal,
    }).then(
      (view) => {
        if (abort.signal.aborted) return;
        setInspection(view);
        onProblem(null);
      },
      (error: unknown) => {
        if (!abort.signal.aborted) onProblem(asProblem(error));
      },
    );
    return () => abort.abort();
  }, [runId, mapping, onProblem]);
  return inspection;
}

function Sample({ inspection }: { readonly inspection: InspectionView }): ReactElement {
  const text = useText('imports');
  return (
    <section className="ch-section">
      <h2>{text('sample')}</h2>
      <Table<readonly string[]>
        caption={text('sample')}
        rows={inspection.sample}
        rowKey={(_row, index) => String(index)}
        columns={inspection.headings.map((heading, index) => ({
          key: `${index}`,
          heading,
          cell: (row) => row[index] ?? '',
        }))}
      />
    </section>
  );
}
