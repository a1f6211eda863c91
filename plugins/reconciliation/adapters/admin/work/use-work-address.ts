import { useEffect } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { pageAddress, readAddress, type WorkAddress } from './work-address.js';

export interface Addressed {
  readonly address: WorkAddress;
  /** where the page stands after a change of some of it; another filter looks at no transaction yet */
  readonly hrefOf: (change: Partial<WorkAddress>) => string;
  /** without a step of the browser's history: what is passed by at speed is not worth going back to */
  readonly go: (change: Partial<WorkAddress>) => void;
}

/** @param onRefresh something outside the page changed what it shows: an undo in a message */
export function useWorkAddress(onRefresh: () => void): Addressed {
  const { search } = useLocation();
  const navigate = useNavigate();
  const address = readAddress(search);
  const mustRefresh = new URLSearchParams(search).has('refresh');
  useEffect(() => {
    if (!mustRefresh) return;
    navigate(pageAddress(readAddress(search)), { replace: true });
    onRefresh();
  }, [mustRefresh, navigate, onRefresh, search]);
  const hrefOf = (change: Partial<WorkAddress>): string =>
    pageAddress({ ...address, transaction: '', ...change });
  return { address, hrefOf, go: (change) => navigate(hrefOf(change), { replace: true }) };
}
