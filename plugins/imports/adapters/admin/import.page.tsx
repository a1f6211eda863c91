import { useState, type ReactElement } from 'react';
import { Await, LinkButton, Page, useLoaded, useText } from '../../../../src/panel-kit/index.js';
import { ChooseFile } from './choose-file.js';
import { DOORS, type KindsView, type RunView } from './import-doors.js';
import { MapColumns } from './map-columns.js';
import { RecentRuns } from './recent-runs.js';
import { RunReport } from './run-report.js';
import { useRun } from './use-run.js';

/** Import: choose a file, say which column is what, see what would happen, let it happen. The run's id stands in the address. */
export default function ImportPage(): ReactElement {
  const text = useText('imports');
  const kinds = useLoaded<KindsView>(`${DOORS}/kinds`);
  const [runId, setRunId] = useState(() => new URLSearchParams(window.location.search).get('run'));

  const open = (id: string | null): void => {
    window.history.replaceState(null, '', id === null ? window.location.pathname : `?run=${id}`);
    setRunId(id);
  };

  const again =
    runId === null ? null : <LinkButton href={window.location.pathname}>{text('again')}</LinkButton>;
  return (
    <Page title={text('title')} actions={again}>
      <Await loaded={kinds}>
        {(loaded) =>
          runId === null ? (
            <Start kinds={loaded} onOpen={open} />
          ) : (
            <Run key={runId} runId={runId} kinds={loaded} />
          )
        }
      </Await>
    </Page>
  );
}

function Start({
  kinds,
  onOpen,
}: {
  readonly kinds: KindsView;
  readonly onOpen: (id: string) => void;
}): ReactElement {
  return (
    <>
      <ChooseFile kinds={kinds} onUploaded={onOpen} />
      <RecentRuns kinds={kinds.kinds} onOpen={onOpen} />
    </>
  );
}

function Run({ runId, kinds }: { readonly runId: string; readonly kinds: KindsView }): ReactElement {
  const run = useRun(runId);
  const [isMapping, setMapping] = useState(false);
  return (
    <Await loaded={run}>
      {(view: RunView) => {
        const kind = kinds.kinds.find((candidate) => candidate.name === view.kind);
        if (kind && (view.state === 'uploaded' || isMapping)) {
          const checked = (): void => {
            setMapping(false);
            run.reload();
          };
          return <MapColumns kind={kind} run={view} onChecking={checked} />;
        }
        return <RunReport run={view} onMapAgain={() => setMapping(true)} onChanged={run.reload} />;
      }}
    </Await>
  );
}
