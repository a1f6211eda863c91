import { useState, type ReactElement } from 'react';
import {
  Await,
  Button,
  changesOf,
  Page,
  useLive,
  useLoaded,
  useText,
  useWatch,
} from '../../../../src/panel-kit/index.js';
import type { Overview } from '../../contract/doors.js';
import { DOORS } from './backup-doors.js';
import { DrillList } from './backups/drill-list.js';
import { MakeDialog } from './backups/make-dialog.js';
import { isUnderWay, RunList } from './backups/run-list.js';
import { Safety } from './backups/safety.js';

/** Is it safe? What there is, where it lies, and what was proven of it. */
export default function BackupsPage(): ReactElement {
  const text = useText('backup');
  const overview = useLoaded<Overview>(`${DOORS}/overview`);
  const { data, reload } = overview;
  const [isMaking, setMaking] = useState(false);
  useLive(changesOf('BackupRun', 'BackupCopy', 'BackupDrill'), reload);
  useWatch(overview, data ? isWorking(data) : false);
  const make = data?.may.make ? (
    <Button look="primary" onClick={() => setMaking(true)}>
      {text('make.open')}
    </Button>
  ) : null;
  return (
    <Page title={text('backups.title')} actions={make}>
      <Await loaded={overview}>
        {(known) => (
          <>
            <Safety overview={known} onChanged={reload} />
            <RunList overview={known} onChanged={reload} />
            <DrillList drills={known.drills} />
            {isMaking ? (
              <MakeDialog overview={known} onClose={() => setMaking(false)} onMade={reload} />
            ) : null}
          </>
        )}
      </Await>
    </Page>
  );
}

function isWorking({ runs, drills }: Overview): boolean {
  return runs.some(isUnderWay) || drills.some(({ state }) => state === 'running');
}
