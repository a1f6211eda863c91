import { useEffect, useState, type ReactElement } from 'react';
import { fetchJson, onHint, useText } from '../../../../panel-kit/index.js';
import { Icon } from './icon.js';

const MOST_SHOWN = 99;

/** The way to the inbox, with the number of notices that wait. */
export function InboxButton(): ReactElement {
  const text = useText();
  const { unread, risenTo } = useUnread();
  return (
    <>
      <a
        className="ch-inbox-button"
        href="/admin/pages/inbox"
        aria-label={unread === 0 ? text('inbox.open') : text('inbox.openUnread', { count: unread })}
      >
        <Icon icon="Bell" />
        {unread > 0 ? (
          <span className="ch-inbox-count" aria-hidden="true">
            {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
          </span>
        ) : null}
      </a>
      <span className="ch-unseen" role="status">
        {risenTo === null ? '' : text('inbox.arrived', { count: risenTo })}
      </span>
    </>
  );
}

interface Unread {
  readonly unread: number;
  /** what a screen reader is told: that something came, not that something was read */
  readonly risenTo: number | null;
}

function useUnread(): Unread {
  const [state, setState] = useState<Unread & { readonly isKnown: boolean }>({
    unread: 0,
    risenTo: null,
    isKnown: false,
  });
  useEffect(() => {
    const abort = new AbortController();
    const count = (unread: number): void =>
      setState((before) => ({
        unread,
        risenTo: before.isKnown && unread > before.unread ? unread : null,
        isKnown: true,
      }));
    const ask = (): void => {
      fetchJson<{ unread: number }>('/admin/x/host/inbox/unread', { signal: abort.signal }).then(
        ({ unread }) => count(unread),
        // A number that is not there is missed by nobody; the inbox itself says what is wrong.
        () => undefined,
      );
    };
    ask();
    const forget = onHint((hint) => {
      if (hint.kind === 'inbox') count(hint.unread);
    });
    return () => {
      abort.abort();
      forget();
    };
  }, []);
  return state;
}
