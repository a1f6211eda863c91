import type { AssembledHouse } from '../../kernel/lifecycle.js';
import type { Actor } from '../../kernel/permissions.js';
import type { Records } from '../../kernel/ports.js';
import { READ_COMMENTS } from '../collaboration/people.js';
import type { Change } from './changes.js';
import type { Hint } from './hints.js';

/** Beyond this a list is read anew anyway, so the ids are not named. */
const MOST_NAMED = 200;
/** Of so many it is looked up whether a reader of some of a model's records sees one of them. */
const MOST_CHECKED = 1000;

/** What of a change one actor may know: what it may read, of that what its row scope lets through; null for nothing. */
export type Reach = (actor: Actor, change: Change) => Promise<Hint | null>;

/** For one round: readers of the same scope are asked about once. */
export function makeReach(
  house: Pick<AssembledHouse, 'resources' | 'may' | 'isUp'>,
  records: Records,
): Reach {
  const seen = new Map<string, Promise<readonly string[]>>();

  const seenBy = (actor: Actor, model: string, scope: string, ids: readonly string[]) => {
    const key = JSON.stringify([model, scope, ids]);
    const known = seen.get(key);
    if (known) return known;
    const visible = records.visible(actor, model, ids).then((found) => found.map(({ id }) => id));
    seen.set(key, visible);
    return visible;
  };

  return async (actor, change) => {
    const { model, of } = change;
    const shown = of ?? model;
    const resource = house.resources.find(({ value }) => value.model === shown);
    if (!resource || !house.isUp(resource.plugin)) return null;
    if (!house.may(actor, resource.value.permissions.read)) return null;
    if (of !== null && !house.may(actor, READ_COMMENTS)) return null;
    const scope = resource.value.scope(actor);
    if (scope.kind === 'none') return null;
    if (change.isMany) return { kind: 'changed', model, of, ids: null };
    const ids = [...change.ids];
    const reached =
      scope.kind === 'all'
        ? ids
        : await seenBy(actor, shown, JSON.stringify(scope), ids.slice(0, MOST_CHECKED));
    if (reached.length === 0) return null;
    return { kind: 'changed', model, of, ids: reached.length > MOST_NAMED ? null : reached };
  };
}
