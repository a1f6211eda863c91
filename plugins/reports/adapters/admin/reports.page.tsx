import { useState, type ReactElement } from 'react';
import { Await, Button, LinkButton, Page, useLoaded, useText } from '../../../../src/panel-kit/index.js';
import type { Vocabulary } from '../../contract/doors.js';
import { MyFiles } from './list/my-files.js';
import { ReportList } from './list/report-list.js';
import { ScheduleList } from './list/schedule-list.js';
import { builderAddress, DOORS } from './report-doors.js';
import { DownloadCard } from './run-card.js';
import { useDownload } from './use-run.js';

const SHOWN = ['reports', 'files', 'schedules'] as const;
type Shown = (typeof SHOWN)[number];

/** Reports that are ready and those that people made, the files that came of them, and what is sent by itself. */
export default function ReportsPage(): ReactElement {
  const text = useText('reports');
  const vocabulary = useLoaded<Vocabulary>(`${DOORS}/vocabulary`);
  const [shown, setShown] = useState<Shown>(shownInAddress);
  const download = useDownload();
  const show = (next: Shown): void => {
    window.history.replaceState(window.history.state, '', next === 'reports' ? '?' : `?show=${next}`);
    setShown(next);
  };
  const words = vocabulary.data;
  const open = SHOWN.filter((part) => part !== 'schedules' || words?.may.schedule);
  return (
    <Page
      title={text('title')}
      actions={
        <LinkButton href={builderAddress({ kind: 'new' })} look="primary">
          {text('build')}
        </LinkButton>
      }
    >
      <Await loaded={vocabulary}>
        {(known) => (
          <>
            <div className="ch-actions reports-parts" role="group" aria-label={text('show')}>
              {open.map((part) => (
                <Button key={part} aria-pressed={part === shown} onClick={() => show(part)}>
                  {text(`parts.${part}`)}
                </Button>
              ))}
            </div>
            <DownloadCard download={download} />
            {shown === 'reports' ? <ReportList vocabulary={known} download={download} /> : null}
            {shown === 'files' ? <MyFiles /> : null}
            {shown === 'schedules' ? <ScheduleList vocabulary={known} /> : null}
          </>
        )}
      </Await>
    </Page>
  );
}

function shownInAddress(): Shown {
  const asked = new URLSearchParams(window.location.search).get('show');
  return SHOWN.find((part) => part === asked) ?? 'reports';
}
