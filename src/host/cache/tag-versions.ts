import type { HostTables } from '../../../generated/tables/host.js';
import type { Database } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';
import { newId } from '../../values/ids.js';
import { headOf } from '../audit/stored-chain.js';
import { WHOLE_DATABASE } from '../audit/whole-database.js';
import { oneAtATime } from './one-at-a-time.js';

/** For each of these models what stands for its records as they are now: another one after any write to them. */
export type TagVersions = (tags: readonly string[]) => Promise<readonly string[]>;

interface End {
  readonly seq: bigint;
  readonly digest: string;
}

/**
 * Versions by the audit chain. Every write of the house enters a link in its own transaction, and links are numbered in the order of
 * commits: once the newest link of a model is seen, so is everything that was written to the model until then. Its digest, not its
 * number, is the version: it stands for the whole chain before it, so a database that was put back to an older state and written to
 * again has other versions, and so has every other house that shares a Redis.
 *
 * Rows that came back from a copy have no links of their own: their one link counts for every model.
 *
 * It costs one look-up by primary key while nobody writes, in whichever process.
 */
export function makeTagVersions(database: Database): TagVersions {
  const links = () => queriesOf<HostTables>(database.queries).selectFrom('audit_entry');
  const wanted = new Set<string>();
  const newest = new Map<string, string>();
  /** of a model that nobody has written to, in a house whose chain is empty: good for this process alone */
  const beginning = newId();
  let known: End | null = null;

  const digestOf = async (seq: bigint): Promise<string | undefined> => {
    const link = await links().select('digest').where('seq', '=', seq).executeTakeFirst();
    return link?.digest;
  };

  const note = async (ends: readonly { readonly seq: unknown }[]): Promise<void> => {
    if (ends.length === 0) return;
    const seqs = ends.map(({ seq }) => BigInt(seq as bigint | string | number));
    const found = await links().select(['entity', 'digest']).where('seq', 'in', seqs).execute();
    for (const { entity, digest } of found) newest.set(entity, digest);
  };

  const newestByEntity = () =>
    links()
      .select(({ fn }) => fn.max('seq').as('seq'))
      .groupBy('entity');

  const catchUp = async ({ seq, digest }: End): Promise<void> => {
    if ((await digestOf(seq)) === digest)
      return note(await newestByEntity().where('seq', '>', seq).execute());
    newest.clear();
  };

  const learn = async (tags: readonly string[]): Promise<void> => {
    const first = (await digestOf(1n)) ?? beginning;
    await note(await newestByEntity().where('entity', 'in', tags).execute());
    for (const tag of tags) if (!newest.has(tag)) newest.set(tag, first);
  };

  const look = oneAtATime(async () => {
    const head = await headOf(database);
    if (known && known.digest !== head?.digest) await catchUp(known);
    // An empty chain has no end to count from: what was learned of it is learned again.
    if (!known) newest.clear();
    known = head;
    const unknown = [...wanted].filter((tag) => !newest.has(tag));
    if (unknown.length > 0) await learn(unknown);
  });

  return async (tags) => {
    for (const tag of [...tags, WHOLE_DATABASE]) wanted.add(tag);
    await look();
    const versionOf = (tag: string): string => newest.get(tag) ?? beginning;
    return tags.map((tag) => `${versionOf(tag)} ${versionOf(WHOLE_DATABASE)}`);
  };
}
