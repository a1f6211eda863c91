import { useRef, useState } from 'react';
import { asProblem, fetchJson, notify, useProblemSentence } from '../../../../../src/panel-kit/index.js';
import type { Layout } from '../../../domain/dashboard-layout.js';

/** How the widgets stand, while their reader moves them. */
export interface Arrangement {
  readonly isArranging: boolean;
  readonly setArranging: (isArranging: boolean) => void;
  /** null: as it is kept */
  readonly draft: Layout | null;
  /** of a page that has no name, it is kept at once; of a saved dashboard, when its owner saves it */
  readonly change: (layout: Layout) => void;
  /** back to what is kept; of a page that has no name, to the house's own */
  readonly reset: () => Promise<void>;
  readonly forget: () => void;
}

const DOOR = '/admin/x/analytics/dashboard/arrangement';

export function useArrangement(dashboardId: string | null): Arrangement {
  const sentence = useProblemSentence();
  const [isArranging, setArranging] = useState(false);
  const [draft, setDraft] = useState<Layout | null>(null);
  // One after the other: the last one to arrive would win, not the last one to be made.
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const keep = (layout: Layout | null): Promise<unknown> => {
    line.current = line.current
      .then(() => fetchJson(DOOR, { method: 'PUT', body: { layout } }))
      .catch((error: unknown) => notify({ tone: 'error', message: sentence(asProblem(error)) }));
    return line.current;
  };
  return {
    isArranging,
    setArranging,
    draft,
    change(layout) {
      setDraft(layout);
      if (dashboardId === null) void keep(layout);
    },
    async reset() {
      if (dashboardId === null) await keep(null);
      setDraft(null);
    },
    forget: () => setDraft(null),
  };
}
