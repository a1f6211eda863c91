import { useEffect } from 'react';
import { confirmFirst, type Question } from './question.js';
import { useText } from './text.js';

let question: Question | null = null;

/** Asks whether a form with unsaved changes may be left; true where there is none. */
export async function mayLeave(): Promise<boolean> {
  if (!question) return true;
  const isMeant = await confirmFirst(question);
  if (isMeant) question = null;
  return isMeant;
}

/** The form that is on the page has changes: closing the window and going to another page ask first. */
export function useLeaveGuard(isChanged: boolean): { readonly release: () => void } {
  const text = useText();
  useEffect(() => {
    if (!isChanged) return undefined;
    question = {
      title: text('leave.title'),
      sentence: text('leave.sentence'),
      yes: text('leave.yes'),
      no: text('leave.no'),
    };
    const own = question;
    const hold = (event: BeforeUnloadEvent): void => {
      if (question === own) event.preventDefault();
    };
    window.addEventListener('beforeunload', hold);
    window.addEventListener('countinghouse:session-over', release);
    return () => {
      window.removeEventListener('beforeunload', hold);
      window.removeEventListener('countinghouse:session-over', release);
      if (question === own) release();
    };
  }, [isChanged]);
  return { release };
}

function release(): void {
  question = null;
}

/**
 * The browser's own Back and Forward. To be called before the router listens: it counts its pages in `history.state.idx`, so a step that
 * is not meant is taken back the same number of pages.
 */
export function guardBackAndForward(): void {
  let here = indexNow();
  let isReturning = false;
  window.addEventListener('popstate', (event) => {
    const there = indexNow();
    if (isReturning) {
      isReturning = false;
      return event.stopImmediatePropagation();
    }
    if (!question) return void (here = there);
    event.stopImmediatePropagation();
    const step = there - here;
    isReturning = true;
    window.history.go(-step);
    void mayLeave().then((isMeant) => {
      if (isMeant) window.history.go(step);
    });
  });
  for (const name of ['pushState', 'replaceState'] as const) {
    const native = window.history[name].bind(window.history);
    window.history[name] = (...state) => {
      native(...state);
      here = indexNow();
    };
  }
}

function indexNow(): number {
  const state: unknown = window.history.state;
  return typeof state === 'object' && state !== null && 'idx' in state ? Number(state.idx) : 0;
}
