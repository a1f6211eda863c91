import { useEffect, useState, type ReactElement } from 'react';
import { useText } from './text.js';

/** Appears after 300 ms: what is quicker than that needs no sign. */
export function Spinner({ label }: { readonly label?: string }): ReactElement {
  const text = useText();
  const isLate = useLate(300);
  return (
    <div className="ch-loading" role="status">
      {isLate ? (
        <>
          <span className="ch-spinner" aria-hidden="true" />
          <span>{label ?? text('loading')}</span>
        </>
      ) : null}
    </div>
  );
}

function useLate(milliseconds: number): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return isLate;
}
