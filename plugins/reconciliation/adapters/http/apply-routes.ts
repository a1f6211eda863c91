import type { HttpRoute } from '../../../../src/kernel/contributions.js';
import { ruleRoutes } from './rule-routes.js';
import { runRoutes } from './run-routes.js';
import { workRoutes } from './work-routes.js';

/** Doors of what is decided and what became of it. */
export const applyRoutes: readonly HttpRoute[] = [...workRoutes, ...ruleRoutes, ...runRoutes];
