import type { ActionJSON } from 'adminjs';
import { useEffect, type ReactElement, type ReactNode } from 'react';
import {
  Button,
  CopyText,
  Dialog,
  Notice,
  notify,
  useText,
  type ButtonProps,
} from '../../../../panel-kit/index.js';
import { useRun } from '../action/use-run.js';

interface ActAtOnceProps {
  readonly action: ActionJSON;
  readonly resourceId: string;
  readonly ids: readonly string[];
  readonly look: ButtonProps['look'];
  readonly children: ReactNode;
}

/** Nothing to fill in, nothing to confirm: one press does it. */
export function actsAtOnce({ component, custom }: ActionJSON): boolean {
  if (component !== 'HouseAction') return false;
  return !custom?.['hasForm'] && !custom?.['confirm'] && !custom?.['typed'];
}

export function ActAtOnce({ action, resourceId, ids, look, children }: ActAtOnceProps): ReactElement {
  const text = useText();
  const door = `/admin/x/host/actions/${encodeURIComponent(resourceId)}/${encodeURIComponent(action.name)}`;
  const { isRunning, refusal, revealed, run, goOn } = useRun(door, null);
  useEffect(() => {
    if (refusal) notify({ tone: 'error', message: refusal });
  }, [refusal]);
  return (
    <>
      <Button look={look} busy={isRunning} onClick={() => void run({ ids, input: {} })}>
        {children}
      </Button>
      {revealed?.reveal ? (
        <Dialog title={revealed.message} onClose={() => goOn(revealed)}>
          <CopyText label={revealed.reveal.label} value={revealed.reveal.value} />
          <Notice tone="warning">{text('action.revealedOnce')}</Notice>
        </Dialog>
      ) : null}
    </>
  );
}
