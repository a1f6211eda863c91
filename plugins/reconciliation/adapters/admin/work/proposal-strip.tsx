import type { ReactElement } from 'react';
import { Button, useText } from '../../../../../src/panel-kit/index.js';
import type { Proposals } from './use-proposals.js';

/** What was learned from the last decisions, asked before it is used: nothing is learned silently. One question at a time. */
export function ProposalStrip({ proposals }: { readonly proposals: Proposals }): ReactElement {
  const text = useText('reconciliation');
  const [rule] = proposals.open;
  return (
    <div role="status">
      {rule ? (
        <div className="work-proposal">
          <p>{rule.sentence}</p>
          <div className="ch-actions">
            <Button busy={proposals.isBusy} onClick={() => proposals.decide(rule, 'active')}>
              {text('work.proposals.yes')} <kbd>y</kbd>
            </Button>
            <Button look="quiet" busy={proposals.isBusy} onClick={() => proposals.decide(rule, 'declined')}>
              {text('work.proposals.no')} <kbd>n</kbd>
            </Button>
          </div>
        </div>
      ) : null}
    </div>
  );
}
