import { defineService } from '../../../src/kernel/contributions.js';
import type { Actor } from '../../../src/kernel/permissions.js';
import type { QueryHandle } from '../../../src/kernel/ports.js';
import type { Refusal, Result } from '../../../src/values/result.js';

export type PlaceKind = 'geo' | 'office' | 'manager';

export interface GeoView {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly active: boolean;
}

export interface OfficeView extends GeoView {
  readonly geoId: string;
  readonly geoName: string;
}

export interface ManagerView extends GeoView {
  readonly email: string | null;
  readonly phone: string | null;
}

/** A page of a list by code. A term is looked for in code and name. */
export interface PlacesAsked {
  readonly term?: string;
  /** from 0 */
  readonly page: number;
  readonly pageSize: number;
}

export interface PlacesPage<View> {
  readonly rows: readonly View[];
  /** of all pages */
  readonly total: number;
}

export interface NewPlace {
  /** 1 to 40 characters, unique among its kind; white space around it is dropped */
  readonly code: string;
  /** 1 to 120 characters */
  readonly name: string;
}

/**
 * Geos, offices and the managers who answer for them. What is read is within the actor's row scope; what is written takes the
 * permission that the panel's forms take (`not-permitted`), keeps their rules and is in the audit trail under their names.
 */
export interface Network {
  geos(actor: Actor, asked: PlacesAsked): Promise<PlacesPage<GeoView>>;
  offices(actor: Actor, asked: PlacesAsked & { readonly geoId?: string }): Promise<PlacesPage<OfficeView>>;
  managers(
    actor: Actor,
    asked: PlacesAsked & { readonly officeId?: string },
  ): Promise<PlacesPage<ManagerView>>;
  geo(actor: Actor, id: string): Promise<GeoView | null>;
  office(actor: Actor, id: string): Promise<OfficeView | null>;
  manager(
    actor: Actor,
    id: string,
  ): Promise<(ManagerView & { readonly offices: readonly OfficeView[] }) | null>;
  /**
   * Where representatives and managers belong, by their ids: a representative to one place, a manager to every office that it answers
   * for. Whoever asks: row scope is the asker's own affair.
   */
  placesOf(
    queries: QueryHandle,
    those: { readonly representativeIds: readonly string[]; readonly managerIds: readonly string[] },
  ): Promise<ReadonlyMap<string, readonly { readonly officeId: string; readonly geoId: string }[]>>;
  /** Refuses `not-permitted`, `code-taken`, `field-required`, `text-too-long`. */
  addGeo(actor: Actor, geo: NewPlace): Promise<Result<{ readonly id: string }, Refusal>>;
  /** Refuses as `addGeo`, and `unknown-place`, `geo-inactive`. */
  addOffice(
    actor: Actor,
    office: NewPlace & { readonly geoId: string },
  ): Promise<Result<{ readonly id: string }, Refusal>>;
  /** Refuses as `addGeo`, and `unknown-place`. */
  addManager(
    actor: Actor,
    manager: NewPlace & {
      readonly email: string | null;
      readonly phone: string | null;
      readonly officeIds: readonly string[];
    },
  ): Promise<Result<{ readonly id: string }, Refusal>>;
  /** From now on the manager answers for these offices and no other. Refuses `not-permitted`, `unknown-place`. */
  assignManager(
    actor: Actor,
    assignment: { readonly managerId: string; readonly officeIds: readonly string[] },
  ): Promise<Result<true, Refusal>>;
  /**
   * Nothing moves elsewhere: a geo with active offices is refused (`geo-in-use`), and so is an office with active representatives
   * (`office-in-use`); both say `count`. An office is not enabled in a geo that is not (`geo-inactive`). A manager who is disabled
   * answers for no office any more, at any door. Refuses `not-permitted`, `unknown-place` too.
   */
  setActive(
    actor: Actor,
    place: { readonly kind: PlaceKind; readonly id: string; readonly active: boolean },
  ): Promise<Result<true, Refusal>>;
}

export const network = defineService<Network>('billing.network');
