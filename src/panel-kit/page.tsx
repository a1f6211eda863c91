import { useEffect, type ReactElement, type ReactNode } from 'react';
import { Button } from './button.js';
import type { Problem } from './fetch-json.js';
import { house } from './house.js';
import { Notice } from './notice.js';
import { Spinner } from './spinner.js';
import { useText } from './text.js';
import type { Loaded } from './use-loaded.js';

export interface PageProps {
  readonly title: string;
  /** buttons beside the title */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page of the panel: its heading, the window's title, what can be done and the rest. */
export function Page({ title, actions, children }: PageProps): ReactElement {
  useTitle(title);
  return (
    <div className="ch-page">
      <div className="ch-page-head">
        <h1>{title}</h1>
        {actions ? <div className="ch-actions">{actions}</div> : null}
      </div>
      {children}
    </div>
  );
}

/** Names the browser's window or tab after what it shows. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = [title, house().organisation.name].filter(Boolean).join(' · ');
  }, [title]);
}

/** The states before there is something to show: loading, forbidden, failed with another try. */
export function Await<Data>(props: {
  readonly loaded: Loaded<Data>;
  readonly children: (data: Data) => ReactNode;
}): ReactElement {
  const { data, problem, reload } = props.loaded;
  if (data !== undefined) return <>{props.children(data)}</>;
  if (problem) return <Failure problem={problem} onRetry={reload} />;
  return <Spinner />;
}

export function Failure({
  problem,
  onRetry,
}: {
  readonly problem: Problem;
  readonly onRetry?: () => void;
}): ReactElement {
  const sentence = useProblemSentence();
  const text = useText();
  const mayHelp = problem.status === 0 || problem.status >= 500 || problem.status === 429;
  return (
    <Notice tone="error">
      <p>{sentence(problem)}</p>
      {mayHelp && onRetry ? <Button onClick={onRetry}>{text('retry')}</Button> : null}
    </Notice>
  );
}

/** The server's own sentence, or ours where it gave none. */
export function useProblemSentence(): (problem: Problem) => string {
  const text = useText();
  return (problem) => {
    if (problem.detail) return problem.detail;
    if (problem.status === 0) return text('problems.noAnswer');
    if (problem.status === 403) return text('problems.forbidden');
    if (problem.status === 404) return text('problems.notFound');
    return text('problems.unexpected');
  };
}

/** Nothing to show, and what to do about it. */
export function Empty({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ReactNode;
}): ReactElement {
  return (
    <div className="ch-empty">
      <p className="ch-empty-title">{title}</p>
      {children}
    </div>
  );
}
