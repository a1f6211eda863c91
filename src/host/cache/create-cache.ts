import { createHash } from 'node:crypto';
import { BentoCache, bentostore, errors } from 'bentocache';
import { memoryDriver } from 'bentocache/drivers/memory';
import type { Redis } from 'ioredis';
import type { Cache, Database, Remembered } from '../../kernel/ports.js';
import { jsonText } from '../database/json-text.js';
import { redisTier } from './redis-tier.js';
import { makeTagVersions } from './tag-versions.js';

export interface HouseCache {
  /** for a plugin that reads this database */
  over(plugin: string, database: Database): Cache;
  /** look-ups of this process since it began */
  figures(): { readonly hits: number; readonly misses: number };
}

interface Means {
  readonly database: Database;
  /** shared by every process; null: each has its own memory */
  readonly redis: Redis | null;
}

const PREFIX = 'countinghouse:cache';
const DEFAULT_SECONDS = 300;
const MOST_MEMORY = '48mb';
const MOST_ENTRIES = 10_000;

/**
 * Remembers what is costly to make, in memory and, where there is one, in Redis (bentocache). What an entry was made from is part of
 * its key: an entry is never made stale, it is no longer asked for.
 */
export function createCache({ database, redis }: Means): HouseCache {
  const store = bentostore().useL1Layer(memoryDriver({ maxSize: MOST_MEMORY, maxItems: MOST_ENTRIES }));
  const bento = new BentoCache({
    default: 'house',
    stores: { house: redis ? store.useL2Layer(redisTier(redis, PREFIX)) : store },
  });
  const versionsOf = makeTagVersions(database);
  const figures = { hits: 0, misses: 0 };

  const cacheOf = (plugin: string): Cache => ({
    async remember<Value>(
      { key, tags, seconds = DEFAULT_SECONDS }: Parameters<Cache['remember']>[0],
      make: () => Promise<Value>,
    ): Promise<Remembered<Value>> {
      // The versions are read before anything is made, never after. A write that commits while `make` reads gives the models another
      // version: what `make` saw or missed of it stands under the older one, which nobody asks for who came after that write.
      const versions = await versionsOf(tags);
      let isMade = false;
      try {
        return await bento.getOrSet<Remembered<Value>>({
          key: digest(jsonText([plugin, key, tags, versions])),
          ttl: seconds * 1000,
          factory: async () => {
            isMade = true;
            return asRemembered(await make());
          },
        });
      } catch (error) {
        throw error instanceof errors.E_FACTORY_ERROR ? error.cause : error;
      } finally {
        figures[isMade ? 'misses' : 'hits'] += 1;
      }
    },
  });

  return {
    // What a transaction reads before its commit is nobody else's.
    over: (plugin, read) => (read === database ? cacheOf(plugin) : forgetful),
    figures: () => figures,
  };
}

const forgetful: Cache = { remember: async (_, make) => asRemembered(await make()) };

/** As it comes back from the store, so that the first answer is like the others. */
function asRemembered<Value>(made: Value): Remembered<Value> {
  const text = jsonText(made);
  return { value: JSON.parse(text) as Value, etag: digest(text) };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 32);
}
