const EVENT = 'countinghouse:ask-again';

export type AnswerAgain = (isProven: boolean) => void;

let underWay: Promise<boolean> | undefined;

/**
 * Lets the reader show again who they are, in a dialog; false when they would rather not. However many requests ask at once, the
 * reader is asked once.
 */
export function askAgain(): Promise<boolean> {
  underWay ??= new Promise<boolean>((answer) => {
    window.dispatchEvent(new CustomEvent<AnswerAgain>(EVENT, { detail: answer }));
  }).finally(() => (underWay = undefined));
  return underWay;
}

/** The panel's shell listens here. Returns how to stop. */
export function onAskAgain(listener: (answer: AnswerAgain) => void): () => void {
  const handle = (event: Event): void => listener((event as CustomEvent<AnswerAgain>).detail);
  window.addEventListener(EVENT, handle);
  return () => window.removeEventListener(EVENT, handle);
}
