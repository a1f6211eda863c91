import { useEffect, useRef, type ReactElement } from 'react';
import {
  asProblem,
  Button,
  Failure,
  fetchJson,
  formatBytes,
  formatDateTime,
  formatNumber,
  LinkButton,
  Notice,
  notify,
  ProgressBar,
  Spinner,
  useProblemSentence,
  useText,
} from '../../../../src/panel-kit/index.js';
import type { RunView } from '../../contract/doors.js';
import { DOORS } from './report-doors.js';
import { isUnderWay, useRun, type Download } from './use-run.js';

/** The file that was asked for last: how far it is, where it can be had. */
export function DownloadCard({ download }: { readonly download: Download }): ReactElement | null {
  if (download.problem) return <Failure problem={download.problem} />;
  if (download.runId === null) return null;
  return <RunCard key={download.runId} id={download.runId} onClose={download.close} />;
}

function RunCard({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactElement {
  const text = useText('reports');
  const run = useRun(id);
  useFetchOnceReady(run.data);
  if (run.problem) return <Failure problem={run.problem} onRetry={run.reload} />;
  if (!run.data) return <Spinner label={text('files.starting')} />;
  const { data } = run;
  if (isUnderWay(data)) {
    return (
      <div className="ch-card ch-stack reports-run">
        <ProgressBar
          label={text('files.making', { title: data.title, format: data.format.toUpperCase() })}
          {...data.progress}
          since={data.createdAt}
        />
        <div className="ch-actions">
          <CancelButton run={data} onCancelled={run.reload} />
        </div>
      </div>
    );
  }
  return (
    <div className="reports-run">
      <Notice tone={data.state === 'done' ? 'success' : data.state === 'cancelled' ? 'info' : 'error'}>
        <p>
          {data.state === 'done' ? <Ready run={data} /> : (data.error ?? text(`files.states.${data.state}`))}
        </p>
        <div className="ch-actions">
          {data.file ? (
            <LinkButton href={data.file} download>
              {text('files.again')}
            </LinkButton>
          ) : null}
          <Button look="quiet" onClick={onClose}>
            {text('close')}
          </Button>
        </div>
      </Notice>
    </div>
  );
}

function Ready({ run }: { readonly run: RunView }): ReactElement {
  const text = useText('reports');
  const facts = { rows: formatNumber(run.rows), count: run.rows, size: formatBytes(run.bytes) };
  const until = run.expiresAt ? ` ${text('files.until', { at: formatDateTime(run.expiresAt) })}` : '';
  return <>{`${text('files.ready', facts)}${until}`}</>;
}

export function CancelButton(props: {
  readonly run: RunView;
  readonly onCancelled: () => void;
}): ReactElement {
  const { run, onCancelled } = props;
  const text = useText('reports');
  const sentence = useProblemSentence();
  const cancel = (): void => {
    fetchJson(`${DOORS}/runs/${run.id}/cancel`, { method: 'POST' })
      .catch((error: unknown) => notify({ tone: 'error', message: sentence(asProblem(error)) }))
      .finally(onCancelled);
  };
  return (
    <Button onClick={cancel} aria-label={text('files.cancelOf', { title: run.title })}>
      {text('files.cancel')}
    </Button>
  );
}

/** Whoever asked for the file waits for it: it comes by itself, once. */
function useFetchOnceReady(run: RunView | undefined): void {
  const isFetched = useRef(false);
  const file = run?.state === 'done' ? run.file : null;
  useEffect(() => {
    if (!file || isFetched.current) return;
    isFetched.current = true;
    const link = document.createElement('a');
    link.href = file;
    link.download = '';
    link.click();
  }, [file]);
}
