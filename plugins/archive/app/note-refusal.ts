import type { Refusal } from '../../../src/values/result.js';
import type { MoveNeeds } from './move-year.js';

/** What a job was refused stands at its year, unless that is no longer the job's. */
export function makeNoteRefusal({ database, years }: Pick<MoveNeeds, 'database' | 'years'>) {
  const { queries } = database;
  return async (year: number, jobId: string, refusal: Refusal): Promise<void> => {
    const known = await years.find(queries, year);
    if (known?.jobId !== jobId) return;
    const error = JSON.stringify(refusal);
    if (known.state === 'moving') await years.failed(queries, known.fileName, error);
    if (known.state === 'returning') await years.notReturned(queries, year, error);
  };
}
