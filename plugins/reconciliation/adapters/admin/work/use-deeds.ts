import { useState } from 'react';
import {
  confirmFirst,
  fetchJson,
  formatNumber,
  notify,
  useText,
  type Toast,
} from '../../../../../src/panel-kit/index.js';
import type {
  Done,
  LearnedRule,
  PartToSettle,
  TransactionView,
  WorkSummary,
} from '../../../contract/work.js';
import { useAttempts } from './use-attempts.js';
import { DOORS, isWaiting, type WorkAddress } from './work-address.js';

/** What the deeds need of the page. */
export interface Stage {
  readonly address: WorkAddress;
  readonly transaction: TransactionView | undefined;
  readonly summary: WorkSummary | undefined;
  readonly put: (transaction: TransactionView) => void;
  /** to the one after the transaction; it is settled */
  readonly goOn: () => void;
  readonly goTo: (id: string) => void;
  /** the list and the figures above it */
  readonly reloadLists: () => void;
  /** and the transaction too */
  readonly reload: () => void;
  readonly propose: (rules: readonly LearnedRule[]) => void;
  readonly withdraw: () => void;
}

export interface Deeds {
  readonly isBusy: boolean;
  readonly canUndo: boolean;
  readonly accept: (candidate: number) => void;
  readonly settle: (parts: readonly PartToSettle[]) => Promise<boolean>;
  readonly ignore: (reason: string) => Promise<boolean>;
  readonly reopen: () => void;
  readonly lookAgain: () => void;
  readonly undo: (settlement: string) => void;
  readonly undoLast: () => void;
  /** the message's own button took the last deed back */
  readonly forgetLast: () => void;
  readonly acceptExact: () => void;
}

type WayBack = NonNullable<Toast['undo']>;

export function useDeeds(stage: Stage): Deeds {
  const text = useText('reconciliation');
  const { transaction, summary } = stage;
  const { isBusy, attempt: attemptOr } = useAttempts();
  const [waysBack, setWaysBack] = useState<readonly WayBack[]>([]);

  const attempt = (work: () => Promise<void>): Promise<boolean> => attemptOr(work, stage.reload);
  const say = (what: string, undo: WayBack | null, now: TransactionView): void => {
    const gone = transaction && isWaiting(transaction.state) && !isWaiting(now.state) ? 1 : 0;
    const count = summary ? Math.max(0, summary.open + summary.suggested - gone) : 0;
    const message = text(`work.said.${what}`, { count, number: formatNumber(count) });
    notify({ tone: 'success', topic: 'reconcile', message, undo });
  };
  const finish = (what: string, done: Done, undo: WayBack | null): void => {
    if (undo) setWaysBack((before) => [...before, undo]);
    stage.propose(done.proposals);
    stage.put(done.transaction);
    say(what, undo, done.transaction);
    if (!isWaiting(done.transaction.state)) stage.goOn();
    stage.reloadLists();
  };
  const wayBackOf = ({ settlement }: Done): WayBack | null =>
    settlement === null ? null : { href: `${DOORS}/settlements/${settlement}/undo`, body: {} };
  const takeBack = ({ href, body }: WayBack): Promise<boolean> =>
    attempt(async () => {
      const done = await fetchJson<Done>(href, { body });
      stage.withdraw();
      stage.goTo(done.transaction.id);
      stage.put(done.transaction);
      notify({ tone: 'success', topic: 'reconcile', message: text('work.said.undone') });
      stage.reloadLists();
    });
  const change = (what: string, door: string, body: Readonly<Record<string, unknown>>): Promise<boolean> =>
    attempt(async () => {
      if (!transaction) return;
      const { id, version } = transaction;
      const href = `${DOORS}/transactions/${id}/${door}`;
      const done = await fetchJson<Done>(href, { body: { ...body, version } });
      finish(what, done, what === 'ignored' ? wayOutOfIgnored(done) : wayBackOf(done));
    });
  const forgetLast = (): void => setWaysBack((before) => before.slice(0, -1));

  return {
    isBusy,
    canUndo: waysBack.length > 0,
    accept: (candidate) => void change('accepted', 'accept', { candidate }),
    settle: (parts) => change('settled', 'settle', { parts }),
    ignore: (reason) => change('ignored', 'ignore', { reason }),
    reopen: () => void change('reopened', 'reopen', {}),
    lookAgain: () =>
      void attempt(async () => {
        if (!transaction) return;
        const href = `${DOORS}/transactions/${transaction.id}/look`;
        stage.put(await fetchJson<TransactionView>(href, { body: {} }));
        notify({ tone: 'info', topic: 'reconcile', message: text('work.said.lookedAgain') });
      }),
    undo: (settlement) => void takeBack({ href: `${DOORS}/settlements/${settlement}/undo`, body: {} }),
    undoLast: () => {
      const last = waysBack.at(-1);
      if (last) void takeBack(last).then((isDone) => isDone && forgetLast());
    },
    forgetLast,
    acceptExact: () => void acceptExact(),
  };

  async function acceptExact(): Promise<void> {
    const count = summary?.exact ?? 0;
    if (count === 0) return;
    const number = formatNumber(count);
    const isMeant = await confirmFirst({
      title: text('work.exact.title', { count, number }),
      sentence: text('work.exact.sentence'),
      yes: text('work.exact.yes', { count, number }),
    });
    if (!isMeant) return;
    const { account, statement } = stage.address;
    const body = { ...(account ? { account } : {}), ...(statement ? { statement } : {}), expected: count };
    await attempt(async () => {
      const answer = await fetchJson<{ accepted: number; refused: number }>(`${DOORS}/accept-exact`, {
        body,
      });
      const { accepted, refused } = answer;
      notify({ tone: 'success', topic: 'reconcile', message: text('work.said.exact', numbered(accepted)) });
      if (refused > 0) notify({ tone: 'info', message: text('work.said.exactRefused', numbered(refused)) });
      stage.goTo('');
      stage.reload();
    });
  }
}

function wayOutOfIgnored({ transaction }: Done): WayBack {
  return { href: `${DOORS}/transactions/${transaction.id}/reopen`, body: { version: transaction.version } };
}

function numbered(count: number): { readonly count: number; readonly number: string } {
  return { count, number: formatNumber(count) };
}
