/** What goes over the line, as src/panel-kit/live.ts reads it: that something changed, never what. */
export type Hint =
  | {
      readonly kind: 'changed';
      readonly model: string;
      readonly of: string | null;
      /** null: too many to name */
      readonly ids: readonly string[] | null;
    }
  | {
      readonly kind: 'job';
      readonly id: string;
      readonly state: string;
      readonly progress: number;
      readonly total: number | null;
    }
  | { readonly kind: 'inbox'; readonly unread: number };
