import type { ReactElement } from 'react';
import { StatusBadge, useText } from '../../../../src/panel-kit/index.js';

/** Which of the colours a state has. */
const LOOKS: Readonly<Record<string, string>> = {
  proven: 'done',
  passed: 'done',
  stored: 'open',
  sending: 'running',
  approved: 'running',
  removed: 'inactive',
};

/** A state in words: of backups, copies, drills or restorations. */
export function StateBadge({ state }: { readonly state: string }): ReactElement {
  const text = useText('backup');
  return <StatusBadge status={LOOKS[state] ?? state} label={text(`states.${state}`)} />;
}
