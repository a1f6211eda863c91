import { useState, type ReactElement } from 'react';
import {
  Await,
  Button,
  changesOf,
  Empty,
  Page,
  useLive,
  useLoaded,
  useText,
  useWatch,
} from '../../../../src/panel-kit/index.js';
import type { RestorationsView, RestorationView } from '../../contract/doors.js';
import { DOORS } from './backup-doors.js';
import { AskForm } from './restore/ask-form.js';
import { PastList } from './restore/past-list.js';
import { RequestCard } from './restore/request-card.js';
import { copyInAddress } from './restore/restore-address.js';

const AT_WORK: ReadonlySet<string> = new Set(['checking', 'approved', 'running']);

/** What somebody asks to have back, what that would do, and somebody else's word on it. */
export default function RestorePage(): ReactElement {
  const text = useText('backup');
  const loaded = useLoaded<RestorationsView>(`${DOORS}/restorations`);
  const { data, reload } = loaded;
  const [isAsking, setAsking] = useState(() => copyInAddress() !== null);
  useLive(changesOf('RestoreRequest'), reload);
  useWatch(loaded, data?.requests.some(({ state }) => AT_WORK.has(state)) ?? false);
  const ask =
    data?.may.restore && !isAsking ? (
      <Button look="primary" disabled={data.copies.length === 0} onClick={() => setAsking(true)}>
        {text('restore.ask')}
      </Button>
    ) : null;
  return (
    <Page title={text('restore.title')} actions={ask}>
      <Await loaded={loaded}>
        {({ requests, copies, may }) => {
          const open = requests.filter(isOpen);
          return (
            <>
              <p className="backup-lead">{text('restore.intro')}</p>
              {isAsking && may.restore ? (
                <AskForm
                  copies={copies}
                  onAsked={() => {
                    setAsking(false);
                    reload();
                  }}
                  onClose={() => setAsking(false)}
                />
              ) : null}
              <section className="ch-section ch-stack">
                <h2>{text('restore.open')}</h2>
                {open.length === 0 ? (
                  <Empty title={text('restore.noneOpen')}>
                    {copies.length === 0 ? <p>{text('restore.noCopies')}</p> : null}
                  </Empty>
                ) : (
                  open.map((request) => (
                    <RequestCard key={request.id} request={request} may={may} onChanged={reload} />
                  ))
                )}
              </section>
              <PastList requests={requests.filter((each) => !isOpen(each))} />
            </>
          );
        }}
      </Await>
    </Page>
  );
}

function isOpen({ state }: RestorationView): boolean {
  return state === 'waiting' || AT_WORK.has(state);
}
