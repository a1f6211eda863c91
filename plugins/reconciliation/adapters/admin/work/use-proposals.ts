import { useState } from 'react';
import { fetchJson, notify, useText } from '../../../../../src/panel-kit/index.js';
import type { LearnedRule } from '../../../contract/work.js';
import { useAttempts } from './use-attempts.js';
import { DOORS } from './work-address.js';

export interface Proposals {
  /** what was learned and nobody has said yes or no to, the newest first */
  readonly open: readonly LearnedRule[];
  readonly isBusy: boolean;
  readonly propose: (rules: readonly LearnedRule[]) => void;
  /** asks no more: what was decided is taken back. What was learned stays on the page of rules. */
  readonly withdraw: () => void;
  readonly decide: (rule: LearnedRule, state: 'active' | 'declined') => void;
}

export function useProposals(): Proposals {
  const text = useText('reconciliation');
  const [open, setOpen] = useState<readonly LearnedRule[]>([]);
  const drop = (id: string): void => setOpen((before) => before.filter((rule) => rule.id !== id));
  const { isBusy, attempt } = useAttempts();
  return {
    open,
    isBusy,
    propose: (rules) =>
      setOpen((before) => [...rules, ...before.filter(({ id }) => !rules.some((rule) => rule.id === id))]),
    withdraw: () => setOpen([]),
    decide: ({ id, version }, state) => {
      const answer = async (): Promise<void> => {
        await fetchJson(`${DOORS}/rules/${id}/decide`, { body: { version, state } });
        drop(id);
        notify({ tone: 'success', topic: 'rule', message: text(`work.proposals.${state}`) });
      };
      // Refused: somebody else has answered, there is nothing left to ask.
      void attempt(answer, () => drop(id));
    },
  };
}
