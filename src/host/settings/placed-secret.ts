import { SecretUnreadable, type SecretBox } from './secret-box.js';

/**
 * A secret as it is given to the database, which seals it: with the place that it is for, so that whoever moves the row to another
 * place moves nothing that is of use there.
 */
export const placed = (secret: string, place: string): string => `${place}\n${secret}`;

/**
 * `former` opens what was closed before the database sealed by itself.
 * @throws SecretUnreadable when it is for another place, or no key fits
 */
export function takenFrom(stored: string, place: string, former: SecretBox): string {
  if (stored.startsWith('v1.')) return former.open(stored, place);
  const head = placed('', place);
  if (!stored.startsWith(head)) throw new SecretUnreadable(place);
  return stored.slice(head.length);
}
