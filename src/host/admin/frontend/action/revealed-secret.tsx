import { useEffect, useRef, type ReactElement } from 'react';
import { CopyText, LinkButton, Notice, useText } from '../../../../panel-kit/index.js';
import type { ActionDone } from './action-view.js';

/** What an action gives once: the page stays until the reader has taken it and goes on. */
export function RevealedSecret({
  done,
  back,
}: {
  readonly done: ActionDone;
  readonly back: string;
}): ReactElement | null {
  const text = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  if (!done.reveal) return null;
  return (
    <section className="ch-card ch-stack">
      <h2 ref={heading} tabIndex={-1}>
        {done.message}
      </h2>
      <CopyText label={done.reveal.label} value={done.reveal.value} />
      <Notice tone="warning">{text('action.revealedOnce')}</Notice>
      <div className="ch-form-end">
        <LinkButton look="primary" href={done.redirect ?? back}>
          {text('action.goOn')}
        </LinkButton>
      </div>
    </section>
  );
}
