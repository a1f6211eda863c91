import type { ReactElement } from 'react';
import { LinkButton, Notice, Page, useText } from '../../../../panel-kit/index.js';

interface NotThereProps {
  readonly what: 'page' | 'list' | 'record' | 'action';
  /** the list that it would stand in, where the reader may open that */
  readonly list?: { readonly href: string; readonly label: string } | undefined;
}

/** Nothing is at this address, or nothing for this reader: which of the two is not told. */
export function NotThere({ what, list }: NotThereProps): ReactElement {
  const text = useText();
  return (
    <Page title={text(`notThere.${what}.title`)}>
      <Notice tone="info">
        <p>{text(`notThere.${what}.sentence`)}</p>
        <div className="ch-actions">
          {list ? <LinkButton href={list.href}>{list.label}</LinkButton> : null}
          <LinkButton href="/admin">{text('home.title')}</LinkButton>
        </div>
      </Notice>
    </Page>
  );
}
