import { useState, type ReactElement } from 'react';
import {
  asProblem,
  Button,
  Dialog,
  fetchJson,
  Field,
  Notice,
  useProblemSentence,
  useText,
} from '../../../../../src/panel-kit/index.js';
import type { LadderToSave, LaddersView, LadderView } from '../../../contract/ladder-doors.js';
import { SegmentFields } from './segment-fields.js';
import { StageFields } from './stage-fields.js';

const DOOR = '/admin/x/notifications/ladder';

/** What a ladder begins with; without an id until it is saved. */
export function newLadder(): LadderView {
  return {
    ...{ id: '', version: 0, name: '', active: false, names: {} },
    segment: { officeIds: [], geoIds: [], currencies: [], representativeIds: [], atLeast: null },
    stages: [{ day: 0, audience: 'representative', channels: [], wording: 'plain', extra: {} }],
  };
}

export function LadderEditor(props: {
  readonly ladder: LadderView;
  readonly channels: LaddersView['channels'];
  readonly onClose: () => void;
  readonly onSaved: () => void;
}): ReactElement {
  const { ladder, channels, onClose, onSaved } = props;
  const text = useText('notifications');
  const sentence = useProblemSentence();
  const { id, version, names, ...content } = ladder;
  const [draft, setDraft] = useState<LadderToSave>(content);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const change = (part: Partial<LadderToSave>): void => setDraft((before) => ({ ...before, ...part }));

  async function save(): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      if (id === '') await fetchJson(DOOR, { body: draft });
      else
        await fetchJson(`${DOOR}/${encodeURIComponent(id)}`, {
          method: 'PUT',
          body: { version, content: draft },
        });
      onSaved();
    } catch (error) {
      setProblem(sentence(asProblem(error)));
      setBusy(false);
    }
  }

  return (
    <Dialog
      title={id === '' ? text('ladder.new') : text('ladder.editOf', { name: ladder.name })}
      className="ladder-editor"
      onClose={onClose}
    >
      <form
        className="ch-stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field label={text('ladder.name')} required>
          {(control) => (
            <input
              {...control}
              type="text"
              maxLength={120}
              value={draft.name}
              data-first-focus
              onChange={(event) => change({ name: event.target.value })}
            />
          )}
        </Field>
        <Field label={text('ladder.activeLabel')} help={text('ladder.activeHelp')} inline>
          {(control) => (
            <input
              {...control}
              type="checkbox"
              checked={draft.active}
              onChange={(event) => change({ active: event.target.checked })}
            />
          )}
        </Field>
        <SegmentFields segment={draft.segment} names={names} onChange={(segment) => change({ segment })} />
        <StageFields stages={draft.stages} channels={channels} onChange={(stages) => change({ stages })} />
        {problem ? (
          <div role="alert">
            <Notice tone="error">
              <p>{problem}</p>
            </Notice>
          </div>
        ) : null}
        <div className="ch-actions">
          <Button type="submit" look="primary" busy={isBusy}>
            {text('ladder.save')}
          </Button>
          <Button onClick={onClose}>{text('ladder.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
