import { setTimeout as pause } from 'node:timers/promises';
import type { ScriptProcess } from '../../../../test/harness/script-process.js';

/** Asks until it is so, as long as the worker lives. */
export async function until(
  { child, done }: ScriptProcess,
  isSo: () => boolean | Promise<boolean>,
): Promise<void> {
  while (!(await isSo())) {
    if (child.exitCode !== null) throw new Error(`The worker ended: ${(await done).join('\n')}`);
    await pause(50);
  }
}

export async function killed({ child }: ScriptProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exit;
}
