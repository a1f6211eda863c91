import { lazy, Suspense, useEffect, useState, type ReactElement } from 'react';
import { onAskAgain, type AnswerAgain } from '../../../../panel-kit/index.js';

/** Rarely needed: loaded when a door asks. */
const AgainDialog = lazy(() => import('./again-dialog.js'));

/** Where the reader shows again who they are, before something dangerous is done. */
export function Again(): ReactElement | null {
  const [answer, setAnswer] = useState<AnswerAgain>();
  useEffect(() => onAskAgain((next) => setAnswer(() => next)), []);
  if (!answer) return null;
  return (
    <Suspense fallback={null}>
      <AgainDialog
        onAnswer={(isProven) => {
          setAnswer(undefined);
          answer(isProven);
        }}
      />
    </Suspense>
  );
}
