import { useState, type ReactElement } from 'react';
import { Await, Button, Page, useLoaded, useText } from '../../../../src/panel-kit/index.js';
import type { WordingsView } from '../../contract/consent-doors.js';
import { ConsentList } from './consents/consent-list.js';
import { DOORS } from './consents/consent-doors.js';
import { RecordDialog } from './consents/record-dialog.js';
import { WordingList } from './consents/wording-list.js';

/** What people are asked to agree to, who did, and what they said elsewhere. */
export default function ConsentsPage(): ReactElement {
  const text = useText('privacy');
  const wordings = useLoaded<WordingsView>(`${DOORS}/wordings`);
  const [isRecording, setRecording] = useState(false);
  const [recorded, setRecorded] = useState(0);
  const { data } = wordings;
  const mayRecord = data?.mayRecord === true && data.wordings.length > 0;
  return (
    <Page
      title={text('consents.title')}
      actions={
        mayRecord ? <Button onClick={() => setRecording(true)}>{text('consents.record')}</Button> : null
      }
    >
      <p className="privacy-lead">{text('consents.about')}</p>
      <Await loaded={wordings}>
        {(view) => (
          <>
            <WordingList view={view} onPublished={wordings.reload} />
            <ConsentList key={`${recorded} ${view.wordings.length}`} view={view} />
            {isRecording ? (
              <RecordDialog
                view={view}
                onRecorded={() => setRecorded(recorded + 1)}
                onClose={() => setRecording(false)}
              />
            ) : null}
          </>
        )}
      </Await>
    </Page>
  );
}
