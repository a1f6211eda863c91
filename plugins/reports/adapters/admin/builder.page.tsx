import type { ReactElement } from 'react';
import { Await, Failure, Page, Problem, useLoaded, useText } from '../../../../src/panel-kit/index.js';
import { newDefinition } from '../../app/build-definition.js';
import type { LibraryReport, SavedReport, Vocabulary } from '../../contract/doors.js';
import { Builder } from './builder/builder.js';
import type { Opened } from './builder/use-building.js';
import { DOORS, originInAddress, type Origin } from './report-doors.js';

/** The report builder: which report, and what is not saved of it, stand in the address. */
export default function BuilderPage(): ReactElement {
  const text = useText('reports');
  // A link to another report is another builder; what the builder itself writes into the address is none.
  const origin = originInAddress();
  const vocabulary = useLoaded<Vocabulary>(`${DOORS}/vocabulary`);
  const waiting = (
    <Page title={text('builder.title')}>
      <Await loaded={vocabulary}>{() => null}</Await>
    </Page>
  );
  if (!vocabulary.data) return waiting;
  return <Open key={JSON.stringify(origin)} origin={origin} vocabulary={vocabulary.data} />;
}

function Open({
  origin,
  vocabulary,
}: {
  readonly origin: Origin;
  readonly vocabulary: Vocabulary;
}): ReactElement {
  const text = useText('reports');
  const saved = useLoaded<SavedReport>(origin.kind === 'saved' ? `${DOORS}/reports/${origin.id}` : null);
  const library = useLoaded<readonly LibraryReport[]>(origin.kind === 'library' ? `${DOORS}/library` : null);
  const opened = openedOf(origin, saved.data, library.data, () =>
    newDefinition(vocabulary, text('builder.newTitle')),
  );
  if (opened) return <Builder vocabulary={vocabulary} opened={opened} />;
  const problem = saved.problem ?? library.problem ?? (library.data ? new Problem(404, '') : undefined);
  return (
    <Page title={text('builder.title')}>
      {problem ? <Failure problem={problem} /> : <Await loaded={saved}>{() => null}</Await>}
    </Page>
  );
}

function openedOf(
  origin: Origin,
  saved: SavedReport | undefined,
  library: readonly LibraryReport[] | undefined,
  fresh: () => Opened['definition'],
): Opened | null {
  if (origin.kind === 'new') return { origin, saved: null, definition: fresh() };
  if (origin.kind === 'saved') return saved ? { origin, saved, definition: saved.definition } : null;
  const found = library?.find(({ name }) => name === origin.name);
  return found ? { origin, saved: null, definition: found.definition } : null;
}
