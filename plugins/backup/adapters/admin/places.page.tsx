import type { ReactElement } from 'react';
import { Await, changesOf, Page, useLive, useLoaded, useText } from '../../../../src/panel-kit/index.js';
import type { PlacesView } from '../../contract/doors.js';
import { DOORS } from './backup-doors.js';
import { PlaceList } from './places/place-list.js';
import { PlanList } from './places/plan-list.js';

/** Where backups are kept, for how long, and when they are made by themselves. */
export default function PlacesPage(): ReactElement {
  const text = useText('backup');
  const places = useLoaded<PlacesView>(`${DOORS}/places`);
  const { reload } = places;
  useLive(changesOf('BackupCopy'), reload);
  return (
    <Page title={text('places.title')}>
      <Await loaded={places}>
        {(known) => (
          <>
            <PlaceList view={known} onChanged={reload} />
            <PlanList view={known} onChanged={reload} />
          </>
        )}
      </Await>
    </Page>
  );
}
