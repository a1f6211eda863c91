import { useState, type ReactElement } from 'react';
import {
  Await,
  changesOf,
  Empty,
  Page,
  useLive,
  useLoaded,
  useText,
  useWatch,
} from '../../../../src/panel-kit/index.js';
import type { YearsView } from '../../contract/doors.js';
import { DOORS } from './archive-doors.js';
import { MoveDialog } from './years/move-dialog.js';
import { ReturnDialog } from './years/return-dialog.js';
import { YearList } from './years/year-list.js';

/** Each closed year: whether its records are in the ledger or in a file, where that lies and whether it is proven; what can be done about it. */
export default function YearsPage(): ReactElement {
  const text = useText('archive');
  const loaded = useLoaded<YearsView>(`${DOORS}/years`);
  const { data, reload } = loaded;
  const [asking, setAsking] = useState<{ readonly year: number; readonly what: 'move' | 'return' } | null>(
    null,
  );
  useLive(changesOf('ArchivedYear'), reload);
  useWatch(loaded, data?.years.some(({ progress }) => progress !== null) ?? false);
  const close = (): void => setAsking(null);
  return (
    <Page title={text('years.title')}>
      <Await loaded={loaded}>
        {(view) => (
          <div className="ch-stack">
            <p className="archive-lead">{text('years.intro')}</p>
            {view.years.length === 0 ? (
              <Empty title={text('years.none')}>
                <p>{text('years.noneHelp')}</p>
              </Empty>
            ) : (
              <YearList
                view={view}
                onMove={(year) => setAsking({ year, what: 'move' })}
                onReturn={(year) => setAsking({ year, what: 'return' })}
                onChanged={reload}
              />
            )}
            {asking?.what === 'move' ? (
              <MoveDialog year={asking.year} places={view.places} onDone={reload} onClose={close} />
            ) : null}
            {asking?.what === 'return' ? (
              <ReturnDialog year={asking.year} onDone={reload} onClose={close} />
            ) : null}
          </div>
        )}
      </Await>
    </Page>
  );
}
