/** As src/host/collaboration/comment-routes.ts answers. */
export interface CommentView {
  readonly id: string;
  readonly author: string;
  readonly body: string;
  readonly createdAt: string;
  readonly isDeleted: boolean;
  readonly isEdited: boolean;
  readonly version: number;
  readonly mayEdit: boolean;
  readonly mayDelete: boolean;
}

export type PeopleNames = Readonly<Record<string, string>>;

export interface CommentsView {
  readonly comments: readonly CommentView[];
  readonly people: PeopleNames;
  readonly hasEarlier: boolean;
  readonly mayWrite: boolean;
}

export interface PlaceProps {
  readonly model: string;
  readonly id: string;
}

export const LONGEST_COMMENT = 4000;

export function doorOf({ model, id }: PlaceProps, what: 'comments' | 'mentionable'): string {
  return `/admin/x/host/records/${encodeURIComponent(model)}/${encodeURIComponent(id)}/${what}`;
}
