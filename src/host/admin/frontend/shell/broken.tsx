import { Component, type ReactElement, type ReactNode } from 'react';
import { Button, Notice, useText } from '../../../../panel-kit/index.js';

interface BrokenProps {
  readonly children: ReactNode;
  /** for what lies over the page */
  readonly onClose?: () => void;
}

/** A part that could not be loaded or drawn leaves the rest of the panel standing. */
export class Broken extends Component<BrokenProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return <BrokenPart onClose={this.props.onClose} />;
  }
}

function BrokenPart({ onClose }: { readonly onClose: (() => void) | undefined }): ReactElement {
  const text = useText();
  return (
    <div className="ch-page">
      <h1>{text('broken.title')}</h1>
      <Notice tone="error">
        <p>{text('broken.sentence')}</p>
        <div className="ch-actions">
          <Button onClick={() => window.location.reload()}>{text('retry')}</Button>
          {onClose ? <Button onClick={onClose}>{text('close')}</Button> : null}
        </div>
      </Notice>
    </div>
  );
}
