import type { Actor } from '../../../src/kernel/permissions.js';
import type { Jobs } from '../../../src/kernel/ports.js';
import { startRun } from './start-run.js';
import type { TakenStatement } from './take-statements.js';

/**
 * Has what came settled: of one statement by itself, of several with everything that is open. Null where nothing new came. After the
 * commit: the job looks for rows that are there.
 */
export async function startRunAfterImport(
  jobs: Jobs,
  actor: Actor,
  taken: readonly TakenStatement[],
): Promise<string | null> {
  const fresh = taken.filter(({ added }) => added > 0);
  if (fresh.length === 0) return null;
  const statementId = fresh.length === 1 ? fresh[0]!.statementId : null;
  return startRun(jobs, actor, { trigger: 'import', statementId });
}
