import { defineService } from '../../../src/kernel/contributions.js';
import type { Actor, Language } from '../../../src/kernel/permissions.js';
import type { Refusal, Result } from '../../../src/values/result.js';

/** `sales-fell`, `profit-fell`: against its own usual. `behind-plan`: of the last complete month. `overdue`: of what it owes, or for how long. */
export const ALERT_KINDS = [
  'sales-fell',
  'profit-fell',
  'behind-plan',
  'overdue-share',
  'overdue-old',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export interface Alert {
  /** of its kind, its subject and its period: the same one is the same alert */
  readonly key: string;
  readonly kind: AlertKind;
  /** `serious`: half as far again over the threshold, or further */
  readonly severity: 'warning' | 'serious';
  readonly subject: {
    readonly kind: 'office' | 'representative';
    readonly id: string;
    readonly name: string;
  };
  /** the span that it is about: "2026-W47", "2026-10"; of what is overdue, the month in which it was seen */
  readonly period: string;
  /** a sentence in the reader's language */
  readonly text: string;
  /** what the sentence says, amounts as plain decimals of `currency` */
  readonly facts: Readonly<Record<string, string>>;
  /** panel address of the rows behind it */
  readonly link: string;
}

/** What deserves a look: low performance and overdue, by the thresholds of the plugin's settings. Within the actor's row scope. */
export interface Alerts {
  /** Serious ones first, then by how much is at stake. Refuses what analytics' query refuses. */
  alerts(actor: Actor, language: Language): Promise<Result<readonly Alert[], Refusal>>;
}

export const alerts = defineService<Alerts>('analytics.alerts');
