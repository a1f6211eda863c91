import { useRef, useState } from 'react';
import {
  asProblem,
  commentsUnder,
  fetchJson,
  useLive,
  useLoaded,
  type Problem,
} from '../../../../../panel-kit/index.js';
import {
  doorOf,
  type CommentsView,
  type CommentView,
  type PeopleNames,
  type PlaceProps,
} from './comment-view.js';

export interface Comments {
  /** null while nobody knows */
  readonly comments: readonly CommentView[] | null;
  readonly people: PeopleNames;
  readonly mayWrite: boolean;
  readonly hasEarlier: boolean;
  readonly problem: Problem | undefined;
  readonly reload: () => void;
  readonly showEarlier: () => Promise<void>;
}

interface Seen {
  readonly byId: ReadonlyMap<string, CommentView>;
  readonly people: PeopleNames;
}

/** What is written under a record: the newest, kept up to date, and the earlier ones that were asked for. */
export function useComments(place: PlaceProps): Comments {
  const door = doorOf(place, 'comments');
  const { data, problem, reload } = useLoaded<CommentsView>(door);
  const [earlier, setEarlier] = useState<{ hasMore: boolean; problem?: Problem } | null>(null);
  const seen = useRef<Seen>({ byId: new Map(), people: {} });
  useLive(commentsUnder(place.model, place.id), reload);

  const note = (answer: CommentsView): void => {
    seen.current = {
      byId: new Map([...seen.current.byId, ...answer.comments.map((one) => [one.id, one] as const)]),
      people: { ...seen.current.people, ...answer.people },
    };
  };
  if (data) note(data);
  const comments = [...seen.current.byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));

  const showEarlier = async (): Promise<void> => {
    try {
      const answer = await fetchJson<CommentsView>(`${door}?before=${comments[0]?.id ?? ''}`);
      note(answer);
      setEarlier({ hasMore: answer.hasEarlier });
    } catch (error) {
      setEarlier({ hasMore: true, problem: asProblem(error) });
    }
  };

  return {
    comments: data ? comments : null,
    people: seen.current.people,
    mayWrite: data?.mayWrite ?? false,
    hasEarlier: earlier?.hasMore ?? data?.hasEarlier ?? false,
    problem: problem ?? earlier?.problem,
    reload,
    showEarlier,
  };
}
