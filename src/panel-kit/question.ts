/** A question that must be answered before something happens. */
export interface Question {
  readonly title: string;
  readonly sentence?: string;
  /** what the button that goes on says: the deed, not "OK" */
  readonly yes: string;
  /** what the button that stays says; "Cancel" without it */
  readonly no?: string;
  readonly danger?: boolean;
  /** what cannot be taken back: this has to be typed before the button opens */
  readonly typed?: string;
}

const EVENT = 'countinghouse:question';

interface Asked {
  readonly question: Question;
  readonly answer: (yes: boolean) => void;
}

/** Asks in a dialog; false for Escape and everything else that is not the button itself. */
export function confirmFirst(question: Question): Promise<boolean> {
  return new Promise((answer) => {
    window.dispatchEvent(new CustomEvent<Asked>(EVENT, { detail: { question, answer } }));
  });
}

/** The panel's shell listens here. Returns how to stop. */
export function onQuestion(listener: (asked: Asked) => void): () => void {
  const handle = (event: Event): void => listener((event as CustomEvent<Asked>).detail);
  window.addEventListener(EVENT, handle);
  return () => window.removeEventListener(EVENT, handle);
}
