import { useEffect, useState } from 'react';
import { useLoaded } from '../../../../../panel-kit/index.js';
import { doorOf, type PlaceProps } from './comment-view.js';
import type { MentionSearch } from './mention-draft.js';

export interface OfferedPerson {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

const SETTLE_MS = 150;

/** Whom one may mention, by what stands behind the @; undefined while nobody knows. */
export function usePeople(
  place: PlaceProps,
  search: MentionSearch | null,
): readonly OfferedPerson[] | undefined {
  const [term, setTerm] = useState<string | null>(null);
  const wanted = search?.term ?? null;
  useEffect(() => {
    if (wanted === null) return setTerm(null);
    const timer = setTimeout(() => setTerm(wanted), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  const { data } = useLoaded<{ people: readonly OfferedPerson[] }>(
    term === null ? null : `${doorOf(place, 'mentionable')}?q=${encodeURIComponent(term)}`,
  );
  return search === null ? undefined : data?.people;
}
