import type { ReactElement } from 'react';

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

const TONES: Readonly<Record<string, Tone>> = {
  draft: 'neutral',
  scheduled: 'neutral',
  cancelled: 'neutral',
  void: 'neutral',
  inactive: 'neutral',
  closed: 'neutral',
  issued: 'info',
  running: 'info',
  open: 'info',
  checking: 'info',
  checked: 'info',
  uploaded: 'info',
  applying: 'info',
  paid: 'success',
  done: 'success',
  applied: 'success',
  well: 'success',
  active: 'success',
  allocated: 'success',
  confirmed: 'success',
  resolved: 'success',
  waiting: 'warning',
  'partly-paid': 'warning',
  partlyPaid: 'warning',
  partly_paid: 'warning',
  warning: 'warning',
  overdue: 'danger',
  disputed: 'danger',
  failed: 'danger',
  failing: 'danger',
  refused: 'danger',
  rejected: 'danger',
};

/** A state in words; the colour only repeats what the word says. */
export function StatusBadge({
  status,
  label,
}: {
  readonly status: string;
  readonly label: string;
}): ReactElement {
  return <span className={`ch-badge ch-badge-${TONES[status] ?? 'neutral'}`}>{label}</span>;
}
