export interface Toast {
  readonly tone: 'success' | 'info' | 'error';
  /** a sentence in the reader's language */
  readonly message: string;
  /** a later message of the same topic takes the place of this one */
  readonly topic?: string;
  /** a door below /admin/x that takes back what was done */
  readonly undo?: { readonly href: string; readonly body: Readonly<Record<string, unknown>> } | null;
}

const EVENT = 'countinghouse:toast';

/** Shows a short message above the page; a screen reader is told too. */
export function notify(toast: Toast): void {
  window.dispatchEvent(new CustomEvent(EVENT, { detail: toast }));
}

/** The panel's shell listens here. Returns how to stop. */
export function onToast(listener: (toast: Toast) => void): () => void {
  const handle = (event: Event): void => listener((event as CustomEvent<Toast>).detail);
  window.addEventListener(EVENT, handle);
  return () => window.removeEventListener(EVENT, handle);
}
