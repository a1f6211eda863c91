import { useEffect, useRef, useState } from 'react';

/** That something changed which the reader may see. Never what: that is asked for through the ordinary doors. */
export interface ChangedHint {
  readonly kind: 'changed';
  /** a Prisma model's name; `Comment` for what is written under records */
  readonly model: string;
  /** for comments: the model of the records, whose ids `ids` then are */
  readonly of: string | null;
  /** null: too many to name */
  readonly ids: readonly string[] | null;
}

/** How far a job is. */
export interface JobHint {
  readonly kind: 'job';
  readonly id: string;
  readonly state: string;
  readonly progress: number;
  readonly total: number | null;
}

export type LiveHint =
  | ChangedHint
  | JobHint
  | { readonly kind: 'inbox'; readonly unread: number }
  /** the line was cut and is there again: anything may have changed meanwhile */
  | { readonly kind: 'again' };

/** Whether a change matters to what is shown. */
export type Concern = (change: ChangedHint) => boolean;

/** Many changes at once are one; a list is read anew at most this often. */
const SETTLE_MS = 600;

const listeners = new Set<(hint: LiveHint) => void>();

/** For the panel's shell, which holds the line to the house. */
export function passHint(hint: LiveHint): void {
  for (const listener of listeners) listener(hint);
}

export function onHint(listener: (hint: LiveHint) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export const anyChange: Concern = () => true;

export function changesOf(...models: readonly string[]): Concern {
  return ({ model, of }) => of === null && models.includes(model);
}

export function changesOfRecord(wanted: string, id: string): Concern {
  return ({ model, of, ids }) => of === null && model === wanted && (ids === null || ids.includes(id));
}

export function commentsUnder(wanted: string, id: string): Concern {
  return ({ model, of, ids }) => model === 'Comment' && of === wanted && (ids === null || ids.includes(id));
}

/**
 * Calls `onChange` a moment after something changed that concerns what is shown, or after the line to the house was cut and is there
 * again. Nobody reads a hidden tab: it is told when it is looked at.
 */
export function useLive(concerns: Concern, onChange: () => void): void {
  const latest = useRef({ concerns, onChange });
  latest.current = { concerns, onChange };
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOwed = false;
    const tell = (): void => {
      timer = undefined;
      isOwed = document.hidden;
      if (!isOwed) latest.current.onChange();
    };
    const settle = (): void => {
      timer ??= setTimeout(tell, SETTLE_MS);
    };
    const look = (): void => {
      if (isOwed && !document.hidden) settle();
    };
    const forget = onHint((hint) => {
      if (hint.kind === 'again' || (hint.kind === 'changed' && latest.current.concerns(hint))) settle();
    });
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      forget();
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
}

/** The newest word of a job, or null before there is any. */
export function useLiveJob(id: string): JobHint | null {
  const [job, setJob] = useState<JobHint | null>(null);
  useEffect(
    () =>
      onHint((hint) => {
        if (hint.kind === 'job' && hint.id === id) setJob(hint);
      }),
    [id],
  );
  return job?.id === id ? job : null;
}
