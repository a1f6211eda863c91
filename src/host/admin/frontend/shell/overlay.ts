export type Overlay = 'palette' | 'shortcuts';

const EVENT = 'countinghouse:overlay';

/** What lies over the page and can be called from anywhere in it. */
export function openOverlay(overlay: Overlay): void {
  window.dispatchEvent(new CustomEvent<Overlay>(EVENT, { detail: overlay }));
}

export function onOverlay(listener: (overlay: Overlay) => void): () => void {
  const handle = (event: Event): void => listener((event as CustomEvent<Overlay>).detail);
  window.addEventListener(EVENT, handle);
  return () => window.removeEventListener(EVENT, handle);
}
