import { useEffect, useState } from 'react';
import { useDraft, useLeaveGuard, type Draft } from '../../../../../src/panel-kit/index.js';
import { askable, withSource } from '../../../app/build-definition.js';
import type { ReportDefinition, ReportSource } from '../../../contract/definition.js';
import type { FilterValue, SavedReport, Vocabulary } from '../../../contract/doors.js';
import { definitionFromAddress } from '../../../domain/definition-address.js';
import { builderAddress, type Origin } from '../report-doors.js';

const SETTLE_MS = 200;
const MOST_UNDONE = 50;

/** A report as it is being built. */
export interface Building {
  readonly vocabulary: Vocabulary;
  readonly definition: ReportDefinition;
  /** of the values that it is filtered by, as far as they are known */
  readonly labels: Readonly<Record<string, string>>;
  readonly change: (part: Partial<ReportDefinition>) => void;
  readonly changeSource: (source: ReportSource) => void;
  readonly learn: (values: readonly FilterValue[]) => void;
}

export interface BuildingState extends Building {
  readonly origin: Origin;
  readonly saved: SavedReport | null;
  /** the definition as a door takes it */
  readonly asSaved: ReportDefinition;
  readonly isChanged: boolean;
  /** takes back the last change; null where there is none. What is typed into the title the field itself takes back. */
  readonly undo: (() => void) | null;
  readonly draft: Draft;
  /** what the door has kept is where the builder is now */
  readonly keep: (saved: SavedReport) => void;
}

export interface Opened {
  readonly origin: Origin;
  readonly saved: SavedReport | null;
  readonly definition: ReportDefinition;
}

/** The state of the builder. What is not saved lives in the address, and as a draft in this browser. */
export function useBuilding(vocabulary: Vocabulary, start: Opened, untitled: string): BuildingState {
  const [opened, setOpened] = useState(start);
  const [definition, setDefinition] = useState(() => definitionInAddress() ?? start.definition);
  const [past, setPast] = useState<readonly ReportDefinition[]>([]);
  const [labels, setLabels] = useState(start.saved?.labels ?? {});
  const isChanged = JSON.stringify(definition) !== JSON.stringify(opened.definition);
  useLeaveGuard(isChanged);
  const draft = useDraft(definition, isChanged, setDefinition, builderAddress(opened.origin));
  useAddress(opened.origin, isChanged ? definition : undefined);

  const become = (next: ReportDefinition): void => {
    const isNoticed = JSON.stringify({ ...next, title: '' }) !== JSON.stringify({ ...definition, title: '' });
    if (isNoticed) setPast((before) => [...before.slice(1 - MOST_UNDONE), definition]);
    setDefinition(next);
  };
  const undo = (): void => {
    const last = past.at(-1);
    if (!last) return;
    setDefinition({ ...last, title: definition.title });
    setPast((before) => before.slice(0, -1));
  };

  return {
    vocabulary,
    definition,
    labels,
    origin: opened.origin,
    saved: opened.saved,
    asSaved: askable(definition, untitled),
    isChanged,
    draft,
    undo: past.length === 0 ? null : undo,
    change: (part) => become({ ...definition, ...part }),
    changeSource: (source) => become(withSource(vocabulary, definition, source)),
    learn: (values) =>
      setLabels((before) => ({
        ...before,
        ...Object.fromEntries(values.map(({ id, label }) => [id, label])),
      })),
    keep: (saved) => {
      draft.clear();
      setPast([]);
      setOpened({ origin: { kind: 'saved', id: saved.id }, saved, definition: saved.definition });
      setDefinition(saved.definition);
      setLabels((before) => ({ ...before, ...saved.labels }));
    },
  };
}

function definitionInAddress(): ReportDefinition | null {
  const text = new URLSearchParams(window.location.search).get('definition');
  return text === null ? null : definitionFromAddress(text);
}

/** The entry of the browser's history stays the one it is: Back leaves the builder. */
function useAddress(origin: Origin, unsaved: ReportDefinition | undefined): void {
  const address = builderAddress(origin, unsaved);
  useEffect(() => {
    const timer = setTimeout(() => window.history.replaceState(window.history.state, '', address), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [address]);
}
