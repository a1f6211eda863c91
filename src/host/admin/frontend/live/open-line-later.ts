/** Once the first page stands: what makes it live need not hold it up. */
export function openLineLater(): void {
  const open = (): void => {
    import('./line.js').then(
      ({ openLine }) => openLine(),
      () => undefined,
    );
  };
  if (window.requestIdleCallback) window.requestIdleCallback(open, { timeout: 3000 });
  else setTimeout(open, 1000);
}
