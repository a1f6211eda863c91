/** Whose rows an actor may see: one rule for billing's own screens and for whoever counts its books. */
export {
  scopeOfGeos,
  scopeOfManagers,
  scopeOfOffices,
  scopeOfRepresentatives,
  scopeOfRepresentativesRows,
  scopeOfSharedRows,
} from '../scopes.js';
