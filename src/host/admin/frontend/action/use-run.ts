import { useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { asProblem, fetchJson, notify, useProblemSentence } from '../../../../panel-kit/index.js';
import { withRefresh } from '../screens/with-refresh.js';
import { isPageOfThePanel } from '../shell/use-links-inside.js';
import type { ActionDone } from './action-view.js';

export interface ActionRun {
  readonly isRunning: boolean;
  /** why the server would not */
  readonly refusal: string | null;
  /** somebody else saved the record first */
  readonly isOvertaken: boolean;
  /** what the action gives once, before the reader goes on */
  readonly revealed: ActionDone | null;
  readonly run: (body: unknown) => Promise<void>;
  /** opens the file, leads to the next page: where the action says, to `back`, or this page read anew */
  readonly goOn: (done: ActionDone) => void;
}

/** Refusals of a form that was filled from an older version. */
const OVERTAKEN = ['changed-meanwhile', 'stale-version'];

/** Runs an action once; a second press while the first is under way does nothing. `onDone` before the page changes. */
export function useRun(door: string, back: string | null, onDone?: () => void): ActionRun {
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const sentence = useProblemSentence();
  const underWay = useRef(false);
  const [isRunning, setRunning] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isOvertaken, setOvertaken] = useState(false);
  const [revealed, setRevealed] = useState<ActionDone | null>(null);

  const run = async (body: unknown): Promise<void> => {
    if (underWay.current) return;
    underWay.current = true;
    setRunning(true);
    setRefusal(null);
    setOvertaken(false);
    try {
      const done = await fetchJson<ActionDone>(door, { body });
      onDone?.();
      if (done.reveal) return setRevealed(done);
      notify({ tone: 'success', message: done.message, undo: done.undo });
      goOn(done);
    } catch (error) {
      const problem = asProblem(error);
      setRefusal(sentence(problem));
      setOvertaken(OVERTAKEN.includes(problem.code));
    } finally {
      underWay.current = false;
      setRunning(false);
    }
  };
  const goOn = (done: ActionDone): void => {
    setRevealed(null);
    if (done.download) openFile(done.download);
    const next = done.redirect ?? back ?? (done.download ? null : withRefresh(pathname + search));
    if (next === null) return;
    if (isPageOfThePanel(next)) navigate(next);
    else window.location.assign(next);
  };
  return { isRunning, refusal, isOvertaken, revealed, run, goOn };
}

/** A tab of its own for what the browser can show; a download stays where it is. */
function openFile(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.target = '_blank';
  link.rel = 'noopener';
  link.click();
}
