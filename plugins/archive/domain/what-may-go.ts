import type { LocalDate } from '../../../src/values/local-date.js';

/** One representative's ledger, as far as it tells what may go. Amounts in minor units; days are the latest on which anything of it happened. */
export interface Ledger {
  readonly invoices: readonly {
    readonly id: string;
    readonly status: 'draft' | 'issued' | 'partly_paid' | 'paid' | 'void';
    readonly outstanding: bigint;
    readonly disputed: boolean;
    /** null: a draft has none */
    readonly lastDay: LocalDate | null;
  }[];
  readonly payments: readonly {
    readonly id: string;
    readonly unallocated: bigint;
    readonly lastDay: LocalDate;
  }[];
  /** allocations, those that were undone too, and claims */
  readonly ties: readonly {
    readonly invoiceId: string | null;
    readonly paymentId: string | null;
    readonly day: LocalDate;
    readonly waiting: boolean;
  }[];
}

/** Why a record of the year stays, the first that is true of it or of anything that it hangs together with. */
export const REASONS = ['draft', 'open', 'unallocated', 'disputed', 'claimed', 'later'] as const;
export type Reason = (typeof REASONS)[number];

export interface Choice {
  readonly goes: { readonly invoiceIds: readonly string[]; readonly paymentIds: readonly string[] };
  /** invoices and payments of the year and before that stay */
  readonly stays: Readonly<Record<Reason, number>>;
}

/**
 * What of one representative's ledger may leave it with a closed year. Invoices and payments hang together by what was allocated, also by
 * what was undone since, and by claims; such a group goes whole or stays whole. It goes when nothing of it is open, unallocated,
 * disputed or claimed, and nothing in it happened after the year's last day: then it adds up to nothing for whoever owes and pays, so that
 * no balance and no statement of a later day changes. Drafts are work to do, and stay.
 */
export function whatMayGo({ invoices, payments, ties }: Ledger, lastDay: LocalDate): Choice {
  const groups = new Groups();
  for (const { id } of invoices) groups.add(id);
  for (const { id } of payments) groups.add(id);
  for (const { invoiceId, paymentId } of ties)
    if (invoiceId !== null && paymentId !== null) groups.join(invoiceId, paymentId);

  const reasons = new Map<string, Reason>();
  const keep = (id: string, reason: Reason): void => {
    const group = groups.of(id);
    const known = reasons.get(group);
    if (known === undefined || REASONS.indexOf(reason) < REASONS.indexOf(known)) reasons.set(group, reason);
  };
  for (const { id, status, outstanding, disputed, lastDay: day } of invoices) {
    if (status === 'draft') keep(id, 'draft');
    if (status === 'issued' || status === 'partly_paid' || outstanding !== 0n) keep(id, 'open');
    if (disputed) keep(id, 'disputed');
    if (day !== null && day > lastDay) keep(id, 'later');
  }
  for (const { id, unallocated, lastDay: day } of payments) {
    if (unallocated !== 0n) keep(id, 'unallocated');
    if (day > lastDay) keep(id, 'later');
  }
  for (const { invoiceId, paymentId, day, waiting } of ties) {
    const id = invoiceId ?? paymentId;
    if (id === null) continue;
    if (waiting) keep(id, 'claimed');
    if (day > lastDay) keep(id, 'later');
  }

  const stays: Record<Reason, number> = {
    draft: 0,
    open: 0,
    unallocated: 0,
    disputed: 0,
    claimed: 0,
    later: 0,
  };
  const going = <Head extends { readonly id: string; readonly lastDay: LocalDate | null }>(
    heads: readonly Head[],
  ): readonly string[] =>
    heads
      .filter(({ id, lastDay: day }) => {
        const reason = reasons.get(groups.of(id));
        if (reason !== undefined && (day === null || day <= lastDay)) stays[reason] += 1;
        return reason === undefined;
      })
      .map(({ id }) => id)
      .toSorted();
  return { goes: { invoiceIds: going(invoices), paymentIds: going(payments) }, stays };
}

/** Which hang together: each has a parent, the one without is its group's name. */
class Groups {
  private readonly parents = new Map<string, string>();

  add(id: string): void {
    if (!this.parents.has(id)) this.parents.set(id, id);
  }

  of(id: string): string {
    let root = id;
    for (
      let parent = this.parents.get(root);
      parent !== undefined && parent !== root;
      parent = this.parents.get(root)
    )
      root = parent;
    // What was walked leads straight there the next time.
    for (let at = id; at !== root;) {
      const next = this.parents.get(at) ?? root;
      this.parents.set(at, root);
      at = next;
    }
    return root;
  }

  join(one: string, other: string): void {
    this.add(one);
    this.add(other);
    this.parents.set(this.of(one), this.of(other));
  }
}
