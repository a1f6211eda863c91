/** Whose rows an actor may see: one rule for billing's own screens and for whoever counts its books. */
export { scopeOfOffices, scopeOfRepresentatives, scopeOfRepresentativesRows } from '../scopes.js';
