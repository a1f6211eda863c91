import { useEffect, useState, type ReactElement, type ReactNode } from 'react';

export interface StepProps {
  readonly heading: string;
  /** what is chosen, read beside the heading while the step is closed */
  readonly digest: string;
  /** why the report cannot be made, where this step is the reason */
  readonly error?: string | null;
  readonly startsOpen?: boolean;
  readonly children: ReactNode;
}

const NARROW = '(width <= 900px)';

/** One decision about the report. On a narrow screen the steps begin closed; one that is refused opens. */
export function Step({ heading, digest, error, startsOpen = false, children }: StepProps): ReactElement {
  const [isOpen, setOpen] = useState(() => startsOpen && !window.matchMedia(NARROW).matches);
  useEffect(() => {
    if (error) setOpen(true);
  }, [error]);
  return (
    <details
      className={error ? 'ch-card reports-step reports-step-wrong' : 'ch-card reports-step'}
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <h2>{heading}</h2>
        <span className="reports-digest">{digest}</span>
      </summary>
      <div className="ch-stack reports-step-body">
        {children}
        {error ? (
          <p className="ch-error" role="alert">
            {error}
          </p>
        ) : null}
      </div>
    </details>
  );
}
