import { useEffect, type ReactElement } from 'react';
import {
  Await,
  Button,
  formatNumber,
  LinkButton,
  Notice,
  ProgressBar,
  saveFile,
  Table,
  useLoaded,
  useText,
} from '../../../../panel-kit/index.js';
import { csvLine } from '../../../../values/csv-cell.js';

export interface BulkReport {
  readonly total: number;
  readonly done: number;
  readonly refused: readonly { readonly id: string; readonly title: string; readonly reason: string }[];
}

interface Run {
  readonly state: 'scheduled' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly progress: number;
  readonly total: number | null;
  readonly report: BulkReport | null;
}

interface ResultProps {
  /** the model: names the file */
  readonly name: string;
  readonly back: string;
}

const ASK_EVERY_MS = 1000;

/** A long one runs elsewhere; whoever leaves finds it among the jobs. */
export function BulkProgress(
  props: ResultProps & { readonly job: string; readonly total: number },
): ReactElement {
  const { job, total, ...result } = props;
  const text = useText();
  const loaded = useLoaded<Run>(`/admin/x/host/bulk-runs/${encodeURIComponent(job)}`);
  const isUnderWay = loaded.data?.state === 'scheduled' || loaded.data?.state === 'running';
  useEffect(() => {
    if (!isUnderWay) return undefined;
    const timer = setTimeout(loaded.reload, ASK_EVERY_MS);
    return () => clearTimeout(timer);
  });
  return (
    <Await loaded={loaded}>
      {(run) => {
        if (run.report) return <BulkResult report={run.report} {...result} />;
        if (isUnderWay)
          return (
            <div className="ch-card">
              <ProgressBar label={text('bulk.running')} done={run.progress} total={run.total ?? total} />
            </div>
          );
        return (
          <Notice tone="error" title={text('bulk.stopped')}>
            <p>{text('bulk.stoppedAt', { done: formatNumber(run.progress), total: formatNumber(total) })}</p>
            <LinkButton href={result.back}>{text('bulk.back')}</LinkButton>
          </Notice>
        );
      }}
    </Await>
  );
}

/** What became of each: how many were done, and why the others were not. */
export function BulkResult({
  report,
  name,
  back,
}: ResultProps & { readonly report: BulkReport }): ReactElement {
  const text = useText();
  const { done, total, refused } = report;
  return (
    <div className="ch-stack">
      <Notice tone={refused.length === 0 ? 'success' : 'warning'}>
        {text('bulk.done', { done: formatNumber(done), total: formatNumber(total) })}
        {refused.length > 0 ? ` ${text('bulk.refused', { count: refused.length })}` : ''}
      </Notice>
      {refused.length > 0 ? (
        <>
          <Table
            caption={text('bulk.refused', { count: refused.length })}
            rows={refused.slice(0, 200)}
            rowKey={({ id }) => id}
            columns={[
              { key: 'title', heading: text('bulk.record'), cell: (row) => row.title },
              { key: 'reason', heading: text('bulk.reason'), cell: (row) => row.reason },
            ]}
          />
          <Button onClick={() => save(name, [text('bulk.record'), text('bulk.reason')], refused)}>
            {text('bulk.download')}
          </Button>
        </>
      ) : null}
      <LinkButton href={back}>{text('bulk.back')}</LinkButton>
    </div>
  );
}

function save(name: string, headings: readonly string[], refused: BulkReport['refused']): void {
  const lines = refused.map(({ id, title, reason }) => csvLine([id, title, reason]));
  const file = new Blob(['\uFEFF', csvLine(['id', ...headings]), ...lines], { type: 'text/csv' });
  saveFile(`${name}-refused.csv`, file);
}
