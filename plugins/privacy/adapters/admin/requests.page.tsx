import type { ReactElement } from 'react';
import {
  Await,
  changesOf,
  Page,
  useLive,
  useLoaded,
  useText,
  useWatch,
} from '../../../../src/panel-kit/index.js';
import type { RequestsView } from '../../contract/requests.js';
import { AskCard } from './requests/ask-card.js';
import { ErasureList } from './requests/erasure-list.js';
import { ExportList } from './requests/export-list.js';

/** What people ask about their data, and what became of it. */
export default function RequestsPage(): ReactElement {
  const text = useText('privacy');
  const loaded = useLoaded<RequestsView>('/admin/x/privacy/requests');
  const { data, reload } = loaded;
  useLive(changesOf('Erasure', 'SubjectExport'), reload);
  useWatch(loaded, data ? isWorking(data) : false);
  return (
    <Page title={text('requests.title')}>
      <Await loaded={loaded}>
        {({ exports, erasures, may }) => (
          <>
            {may.export || may.erase ? <AskCard may={may} onAsked={reload} /> : null}
            <ErasureList erasures={erasures} />
            <ExportList exports={exports} mayDownload={may.export} />
          </>
        )}
      </Await>
    </Page>
  );
}

function isWorking({ exports, erasures }: RequestsView): boolean {
  return (
    exports.some(({ state }) => state === 'waiting' || state === 'running') ||
    erasures.some(({ state }) => state === 'running')
  );
}
