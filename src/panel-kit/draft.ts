import { useEffect, useRef, useState } from 'react';
import { forget, remember, remembered } from './reader-memory.js';

interface Kept<Value> {
  readonly value: Value;
  /** ISO 8601 */
  readonly at: string;
  /** the session ended under the reader's hands: it comes back without a question */
  readonly resume?: boolean;
}

export interface Draft {
  /** when it was typed (ISO 8601); null where there is none, or it is back already */
  readonly at: string | null;
  readonly wasResumed: boolean;
  readonly restore: () => void;
  readonly discard: () => void;
  /** after saving */
  readonly clear: () => void;
}

const PAUSE_MS = 300;

/**
 * What is typed into a form stays in this browser until it is saved, thrown away, or the reader signs out; after a reload or a new
 * sign-in it is offered again. `value` is what may be kept: no passwords. `place` tells one form from another: the page's address, unless
 * the address itself changes with what is typed.
 */
export function useDraft<Value>(
  value: Value,
  isChanged: boolean,
  onRestore: (value: Value) => void,
  place = window.location.pathname + window.location.search,
): Draft {
  const name = `draft:${place}`;
  const [offered, setOffered] = useState(() => remembered(name) as Kept<Value> | undefined);
  const [wasResumed, setResumed] = useState(false);
  const isOver = useRef(false);
  const latest = useRef<Value | null>(null);
  latest.current = isChanged ? value : null;
  const keepNow = (more?: { readonly resume: true }): void => {
    if (latest.current !== null && !isOver.current) keep(name, latest.current, more);
  };

  useEffect(() => {
    if (!offered?.resume) return;
    onRestore(offered.value);
    setOffered(undefined);
    setResumed(true);
  }, []);
  useEffect(() => {
    // A form that stays open after it was saved: what is typed from now on is another draft.
    if (!isChanged) isOver.current = false;
  }, [isChanged]);
  useEffect(() => {
    if (!isChanged) return undefined;
    const timer = setTimeout(() => keepNow(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [name, isChanged, JSON.stringify(value)]);
  useEffect(() => {
    const leave = (): void => keepNow();
    const keepForLater = (): void => {
      keepNow({ resume: true });
      // The page goes now; nothing that it still does may write over this.
      isOver.current = true;
    };
    window.addEventListener('pagehide', leave);
    window.addEventListener('countinghouse:session-over', keepForLater);
    return () => {
      window.removeEventListener('pagehide', leave);
      window.removeEventListener('countinghouse:session-over', keepForLater);
    };
  }, [name]);

  const clear = (): void => {
    isOver.current = true;
    forget(name);
  };
  return {
    at: offered?.at ?? null,
    wasResumed,
    restore: () => {
      if (offered) onRestore(offered.value);
      setOffered(undefined);
    },
    discard: () => {
      forget(name);
      setOffered(undefined);
    },
    clear,
  };
}

function keep<Value>(name: string, value: Value, more?: { readonly resume: true }): void {
  remember(name, { value, at: new Date().toISOString(), ...more } satisfies Kept<Value>);
}
