import { useCallback, useRef, useState } from 'react';
import { changesOf, useLive, useLoaded } from '../../../../../src/panel-kit/index.js';
import type { WorkSummary } from '../../../contract/work.js';
import { useDeeds } from './use-deeds.js';
import { useFocusOnWork } from './use-focus-on-work.js';
import { useNarrow } from './use-narrow.js';
import { useProposals } from './use-proposals.js';
import { useTransaction } from './use-transaction.js';
import { useWorkAddress } from './use-work-address.js';
import { useWorkList } from './use-work-list.js';
import { neighbour, stepFrom, summaryDoor } from './work-address.js';

/** So many before the end of what is loaded, the next page is asked for. */
const LOAD_AHEAD = 10;

export type Work = ReturnType<typeof useWork>;
export type Opened = 'by-hand' | 'write-off' | 'ignore';

/** The screen's state: what is listed, what is looked at, what is open beside it, and what can be done. */
export function useWork() {
  const refresh = useRef(() => {});
  const { address, hrefOf, go } = useWorkAddress(useCallback(() => refresh.current(), []));
  const isNarrow = useNarrow();
  const rows = useWorkList(address);
  const summary = useLoaded<WorkSummary>(summaryDoor(address));
  const proposals = useProposals();
  const id = address.transaction || (isNarrow ? '' : (rows.lines[0]?.id ?? ''));
  const looked = useTransaction(id, neighbour(rows.lines, id));
  const focus = useFocusOnWork(id);
  const [opened, setOpened] = useState<{ readonly id: string; readonly what: Opened } | null>(null);
  const [chosen, setChosen] = useState({ id: '', candidate: 0 });

  const goTo = (transaction: string): void => {
    focus.claim();
    go({ transaction });
  };
  const reloadLists = (): void => {
    rows.reload();
    summary.reload();
  };
  const reload = (): void => {
    reloadLists();
    looked.reload();
  };
  const deeds = useDeeds({
    address,
    transaction: looked.data,
    summary: summary.data,
    put: (transaction) => {
      looked.put(transaction);
      rows.put(transaction);
    },
    goOn: () => {
      setOpened(null);
      goTo(neighbour(rows.lines, id) ?? '');
    },
    goTo,
    reloadLists,
    reload,
    propose: proposals.propose,
    withdraw: proposals.withdraw,
  });
  refresh.current = () => {
    deeds.forgetLast();
    proposals.withdraw();
    reload();
  };
  useLive(changesOf('BankTransaction', 'BankStatement', 'Payment'), reload);

  return {
    address,
    hrefOf,
    go,
    isNarrow,
    rows,
    summary,
    looked,
    id,
    deeds,
    proposals,
    focus,
    reload,
    step: (by: 1 | -1): void => {
      const next = stepFrom(rows.lines, id, by);
      if (next !== null) goTo(next);
      if (rows.hasMore && rows.lines.findIndex((line) => line.id === id) > rows.lines.length - LOAD_AHEAD)
        rows.more();
    },
    /** the form or dialog that is open for this transaction */
    opened: opened?.id === id ? opened.what : null,
    open: (what: Opened): void => setOpened({ id, what }),
    close: (): void => {
      setOpened(null);
      focus.claim();
    },
    /** by its place among the candidates */
    candidate: chosen.id === id ? chosen.candidate : 0,
    choose: (candidate: number): void => setChosen({ id, candidate }),
  };
}
