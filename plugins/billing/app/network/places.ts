// What the use cases of the network ask of the storage.
import type { RowScope } from '../../../../src/kernel/permissions.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import type {
  GeoView,
  ManagerView,
  Network,
  OfficeView,
  PlaceKind,
  PlacesAsked,
  PlacesPage,
} from '../../contract/network.js';

export interface Places {
  geos(queries: QueryHandle, scope: RowScope, asked: PlacesAsked): Promise<PlacesPage<GeoView>>;
  offices(
    queries: QueryHandle,
    scope: RowScope,
    asked: PlacesAsked & { readonly geoId?: string; readonly managerId?: string },
  ): Promise<PlacesPage<OfficeView>>;
  managers(
    queries: QueryHandle,
    scope: RowScope,
    asked: PlacesAsked & { readonly officeId?: string },
  ): Promise<PlacesPage<ManagerView>>;
  geo(queries: QueryHandle, scope: RowScope, id: string): Promise<GeoView | null>;
  office(queries: QueryHandle, scope: RowScope, id: string): Promise<OfficeView | null>;
  manager(queries: QueryHandle, scope: RowScope, id: string): Promise<ManagerView | null>;
  /** Whether it is active, kept as it is until the transaction ends; null: there is none. */
  lock(queries: QueryHandle, kind: PlaceKind, id: string): Promise<{ readonly active: boolean } | null>;
  /** Active offices of a geo, active representatives of an office. */
  countActiveIn(queries: QueryHandle, kind: 'geo' | 'office', id: string): Promise<number>;
  /** False when the code is somebody else's. */
  insert(queries: QueryHandle, place: PlaceToInsert, at: Date): Promise<boolean>;
  setActive(queries: QueryHandle, kind: PlaceKind, id: string, active: boolean, at: Date): Promise<void>;
  placesOf: Network['placesOf'];
  officesOf(queries: QueryHandle, managerId: string): Promise<readonly string[]>;
  assign(
    queries: QueryHandle,
    managerId: string,
    change: { readonly add: readonly string[]; readonly remove: readonly string[] },
  ): Promise<void>;
}

export type PlaceToInsert = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
} & (
  | { readonly kind: 'geo' }
  | { readonly kind: 'office'; readonly geoId: string }
  | { readonly kind: 'manager'; readonly email: string | null; readonly phone: string | null }
);
