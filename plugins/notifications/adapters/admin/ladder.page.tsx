import { useState, type ReactElement } from 'react';
import {
  asProblem,
  Await,
  Button,
  Empty,
  fetchJson,
  notify,
  Page,
  useLoaded,
  useProblemSentence,
  useText,
} from '../../../../src/panel-kit/index.js';
import type { LaddersView, LadderView } from '../../contract/ladder-doors.js';
import { LadderEditor, newLadder } from './ladder/ladder-editor.js';
import { LadderList } from './ladder/ladder-list.js';
import { PlanPreview } from './ladder/plan-preview.js';

const DOOR = '/admin/x/notifications/ladder';

/** Who is reminded when, in which words; and what that comes to today. */
export default function LadderPage(): ReactElement {
  const text = useText('notifications');
  const sentence = useProblemSentence();
  const loaded = useLoaded<LaddersView>(DOOR);
  const [edited, setEdited] = useState<LadderView | null>(null);
  const [saves, setSaves] = useState(0);
  const seenAnew = (): void => {
    loaded.reload();
    setSaves((before) => before + 1);
  };

  async function write(
    url: string,
    request: { readonly method?: 'PUT' | 'DELETE'; readonly body: unknown },
  ): Promise<void> {
    try {
      await fetchJson(url, request);
    } catch (error) {
      notify({ tone: 'error', message: sentence(asProblem(error)) });
    }
    seenAnew();
  }

  return (
    <Page
      title={text('ladder.title')}
      actions={
        loaded.data?.mayChange ? (
          <Button look="primary" onClick={() => setEdited(newLadder())}>
            {text('ladder.new')}
          </Button>
        ) : null
      }
    >
      <p className="ladder-lead">{text('ladder.lead')}</p>
      <Await loaded={loaded}>
        {({ ladders, channels, today, mayChange }) => (
          <>
            {ladders.length === 0 ? (
              <Empty title={text('ladder.none')}>
                <p>{text('ladder.noneHelp')}</p>
                {mayChange ? (
                  <Button onClick={() => void write(`${DOOR}/usual`, { body: {} })}>
                    {text('ladder.usual')}
                  </Button>
                ) : null}
              </Empty>
            ) : (
              <LadderList
                ladders={ladders}
                channels={channels}
                mayChange={mayChange}
                onEdit={setEdited}
                onArrange={(ids) => void write(`${DOOR}/order`, { method: 'PUT', body: { ids } })}
                onSwitch={({ id, version, names: _, ...content }, active) =>
                  void write(`${DOOR}/${encodeURIComponent(id)}`, {
                    method: 'PUT',
                    body: { version, content: { ...content, active } },
                  })
                }
                onDelete={({ id, version }) =>
                  void write(`${DOOR}/${encodeURIComponent(id)}`, { method: 'DELETE', body: { version } })
                }
              />
            )}
            <PlanPreview key={saves} today={today} />
            {edited ? (
              <LadderEditor
                ladder={edited}
                channels={channels}
                onClose={() => setEdited(null)}
                onSaved={() => {
                  setEdited(null);
                  notify({ tone: 'success', message: text('ladder.saved') });
                  seenAnew();
                }}
              />
            ) : null}
          </>
        )}
      </Await>
    </Page>
  );
}
