import { BootRefused, reasonOf } from '../../kernel/failures.js';
import type { AssembledHouse } from '../../kernel/lifecycle.js';

/**
 * What plugins do before migrations, one after the other.
 * @throws BootRefused before-migrations-failed
 */
export const beforeMigrations =
  (house: Pick<AssembledHouse, 'beforeMigrations' | 'context'>) =>
  async (waiting: readonly string[]): Promise<void> => {
    for (const { plugin, value } of house.beforeMigrations) {
      try {
        await value.run(house.context(plugin), waiting);
      } catch (failure) {
        const facts = { plugin, name: value.name, reason: reasonOf(failure) };
        throw new BootRefused('before-migrations-failed', facts, { cause: failure });
      }
    }
  };
