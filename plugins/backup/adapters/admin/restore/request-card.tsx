import type { ReactElement } from 'react';
import {
  Button,
  confirmFirst,
  fetchJson,
  formatDateTime,
  house,
  ProgressBar,
  useText,
  useDeed,
} from '../../../../../src/panel-kit/index.js';
import type { May, RestorationView } from '../../../contract/doors.js';
import { DOORS } from '../backup-doors.js';
import { StateBadge } from '../state-badge.js';
import { EffectTable } from './effect-table.js';
import { useRequestWords } from './request-words.js';

interface RequestCardProps {
  readonly request: RestorationView;
  readonly may: May;
  readonly onChanged: () => void;
}

/** One restoration that is not over: what it would do, and who has to say yes. */
export function RequestCard({ request, may, onChanged }: RequestCardProps): ReactElement {
  const text = useText('backup');
  const words = useRequestWords();
  const { state, chosen, effect } = request;
  return (
    <article className="ch-card ch-stack">
      <div className="backup-head">
        <h3>{words(request)}</h3>
        <StateBadge state={state} />
      </div>
      <dl className="ch-facts">
        <div>
          <dt>{text('restore.from')}</dt>
          <dd className="backup-name">{request.fileName}</dd>
        </div>
        <div>
          <dt>{text('restore.askedBy')}</dt>
          <dd>
            {request.requestedBy}, {formatDateTime(request.requestedAt)}
          </dd>
        </div>
        {chosen === null ? null : (
          <div>
            <dt>{text('restore.conflicts')}</dt>
            <dd>{text(`restore.conflictsOf.${request.conflicts}`)}</dd>
          </div>
        )}
        {request.decidedBy ? (
          <div>
            <dt>{text('restore.decidedBy')}</dt>
            <dd>
              {request.decidedBy}, {formatDateTime(request.decidedAt)}
            </dd>
          </div>
        ) : null}
      </dl>
      {state === 'waiting' ? null : (
        <ProgressBar
          key={state}
          label={text(`restore.working.${state}`)}
          {...request.progress}
          since={request.decidedAt ?? request.requestedAt}
        />
      )}
      {effect ? <EffectTable effect={effect} /> : null}
      <Decide request={request} may={may} onChanged={onChanged} />
    </article>
  );
}

function Decide({ request, may, onChanged }: RequestCardProps): ReactElement | null {
  const text = useText('backup');
  const words = useRequestWords();
  const { isBusy, run } = useDeed(onChanged);
  const { id, state, isMine } = request;
  if (state === 'approved' || state === 'running') return null;
  const send = (door: 'allow' | 'decline' | 'cancel'): Promise<void> =>
    run(() => fetchJson(`${DOORS}/restorations/${id}/${door}`, { body: {} }), text(`restore.said.${door}`));
  const allow = async (): Promise<void> => {
    const isWhole = request.chosen === null;
    const isMeant = await confirmFirst({
      title: text('restore.allowTitle', { what: words(request) }),
      sentence: text(isWhole ? 'restore.allowWhole' : 'restore.allowChosen'),
      yes: text('restore.allow'),
      danger: true,
      ...(isWhole ? { typed: house().organisation.name } : {}),
    });
    if (isMeant) await send('allow');
  };
  if (isMine)
    return (
      <div className="ch-stack">
        {state === 'waiting' ? <p role="status">{text('restore.somebodyElse')}</p> : null}
        <div className="ch-actions">
          <Button busy={isBusy} onClick={() => void send('cancel')}>
            {text('restore.cancel')}
          </Button>
        </div>
      </div>
    );
  if (state !== 'waiting' || !may.approve) return null;
  return (
    <div className="ch-actions">
      <Button look="danger" busy={isBusy} onClick={() => void allow()}>
        {text('restore.allow')}
      </Button>
      <Button disabled={isBusy} onClick={() => void send('decline')}>
        {text('restore.decline')}
      </Button>
    </div>
  );
}
