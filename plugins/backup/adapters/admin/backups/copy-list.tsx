import type { ReactElement } from 'react';
import {
  Button,
  fetchJson,
  formatDateTime,
  Menu,
  useText,
  useDeed,
} from '../../../../../src/panel-kit/index.js';
import type { CopyToFetch, CopyView, May, RunView } from '../../../contract/doors.js';
import { DOORS } from '../backup-doors.js';
import { restoreAddress } from '../restore/restore-address.js';
import { StateBadge } from '../state-badge.js';

interface CopyListProps {
  readonly run: RunView;
  readonly may: May;
  readonly onChanged: () => void;
}

/** Where a backup lies, whether it was proven there, and what can be done with it. */
export function CopyList({ run, may, onChanged }: CopyListProps): ReactElement {
  return (
    <ul className="backup-copies">
      {run.copies.map((copy) => (
        <li key={copy.id}>
          <div className="backup-copy">
            <span>
              {copy.place} <StateBadge state={copy.state} />
            </span>
            {copy.state === 'stored' || copy.state === 'proven' ? (
              <CopyMenu run={run} copy={copy} may={may} onChanged={onChanged} />
            ) : null}
          </div>
          <Standing copy={copy} />
        </li>
      ))}
    </ul>
  );
}

function Standing({ copy }: { readonly copy: CopyView }): ReactElement | null {
  const text = useText('backup');
  if (copy.error) return <p className="ch-help">{copy.error}</p>;
  if (copy.state !== 'proven') return null;
  return <p className="ch-help">{text('copies.provenAt', { at: formatDateTime(copy.provenAt) })}</p>;
}

function CopyMenu(props: CopyListProps & { readonly copy: CopyView }): ReactElement | null {
  const { run, copy, may, onChanged } = props;
  const text = useText('backup');
  const deed = useDeed(onChanged);
  if (!may.make && !may.download && !may.restore) return null;
  const prove = (): Promise<void> =>
    deed.run(() => fetchJson(`${DOORS}/copies/${copy.id}/prove`, { body: {} }), text('copies.proving'));
  const download = (): Promise<void> =>
    deed.run(async () => {
      const { href } = await fetchJson<CopyToFetch>(`${DOORS}/copies/${copy.id}`);
      window.location.assign(href);
    }, text('copies.downloading'));
  return (
    <Menu
      closesItself
      quiet
      face={<span aria-hidden="true">⋯</span>}
      label={text('copies.menu', { at: formatDateTime(run.startedAt), place: copy.place })}
    >
      {may.make ? (
        <Button look="quiet" onClick={() => void prove()}>
          {text('copies.prove')}
        </Button>
      ) : null}
      {may.download ? (
        <Button look="quiet" onClick={() => void download()}>
          {text('copies.download')}
        </Button>
      ) : null}
      {may.restore ? (
        <a className="ch-button ch-button-quiet" href={restoreAddress(copy.id)}>
          {text('copies.restore')}
        </a>
      ) : null}
    </Menu>
  );
}
