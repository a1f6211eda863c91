// What rows of the ledger belong to, by the dimension that tells them apart: each has an id, a code and a name.
import type { Actor, RowScope } from '../../../../src/kernel/permissions.js';
import {
  scopeOfGeos,
  scopeOfManagers,
  scopeOfOffices,
  scopeOfRepresentatives,
  scopeOfSharedRows,
} from '../../../billing/contract/row-scope.js';

export const CODED = ['representative', 'office', 'geo', 'manager', 'product'] as const;
export type Coded = (typeof CODED)[number];

const SCOPES: Readonly<Record<Coded, (actor: Actor) => RowScope>> = {
  representative: scopeOfRepresentatives,
  office: scopeOfOffices,
  geo: scopeOfGeos,
  manager: scopeOfManagers,
  product: scopeOfSharedRows,
};

export function scopeOfCoded(table: Coded, actor: Actor): RowScope {
  return SCOPES[table](actor);
}
