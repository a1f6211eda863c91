import type { ReactElement } from 'react';
import { useShortcut, useText, type Shortcut } from '../../../../../src/panel-kit/index.js';
import { isWaiting } from './work-address.js';
import { CANDIDATE_KEYS, WORK_KEYS, type Deed } from './work-keys.js';
import type { Work } from './use-work.js';

interface Meant {
  readonly run: () => void;
  readonly isHere: () => boolean;
}

/** The keys of the screen, as long as it is on the page. They are listed under `?` like those of every page. */
export function WorkKeyListeners({
  work,
  search,
}: {
  readonly work: Work;
  readonly search: () => void;
}): ReactElement {
  const text = useText('reconciliation');
  const meant = meanings(work, search);
  const candidates = work.looked.data?.candidates.length ?? 0;
  return (
    <>
      {WORK_KEYS.map(({ keys, deed }) => (
        <Key
          key={keys}
          keys={keys}
          label={text(`work.keys.${deed}`)}
          run={meant[deed].run}
          isHere={() => meant[deed].isHere() && (keys !== 'Enter' || isFocusFree())}
        />
      ))}
      {CANDIDATE_KEYS.map((keys, at) => (
        <Key
          key={keys}
          keys={keys}
          label={text('work.keys.candidate', { number: keys })}
          run={() => work.choose(at)}
          isHere={() => candidates > 1 && at < candidates}
        />
      ))}
    </>
  );
}

function Key(shortcut: Shortcut): null {
  useShortcut(shortcut);
  return null;
}

function meanings(work: Work, search: () => void): Readonly<Record<Deed, Meant>> {
  const { looked, summary, deeds, proposals, rows } = work;
  const transaction = looked.data;
  const maySettle = summary.data?.maySettle ?? false;
  const canSettle = (): boolean => maySettle && transaction !== undefined && isWaiting(transaction.state);
  const hasRows = (): boolean => rows.lines.length > 0;
  const rule = proposals.open[0];
  return {
    accept: {
      run: () => deeds.accept(work.candidate),
      isHere: () => canSettle() && work.opened === null && (transaction?.candidates.length ?? 0) > 0,
    },
    next: { run: () => work.step(1), isHere: hasRows },
    previous: { run: () => work.step(-1), isHere: hasRows },
    byHand: { run: () => work.open('by-hand'), isHere: canSettle },
    writeOff: { run: () => work.open('write-off'), isHere: canSettle },
    ignore: { run: () => work.open('ignore'), isHere: canSettle },
    undo: { run: deeds.undoLast, isHere: () => deeds.canUndo },
    acceptExact: { run: deeds.acceptExact, isHere: () => maySettle && (summary.data?.exact ?? 0) > 0 },
    confirmRule: { run: () => rule && proposals.decide(rule, 'active'), isHere: () => rule !== undefined },
    declineRule: { run: () => rule && proposals.decide(rule, 'declined'), isHere: () => rule !== undefined },
    search: { run: search, isHere: () => true },
  };
}

/** Enter presses the button and follows the link that has the focus; elsewhere, and on the row that is looked at, it accepts. */
function isFocusFree(): boolean {
  const focused = document.activeElement;
  if (focused === null || focused === document.body) return true;
  return focused.matches('main, main h2, .work-row[aria-current="true"]');
}
