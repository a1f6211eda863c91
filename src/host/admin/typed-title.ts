import { PanelRefusal } from './panel-refusal.js';

/** What has to be typed before something is done that cannot be taken back: the one record's title; of several, how many they are. */
export function titleToType(records: readonly { readonly title: string }[]): string {
  const [only, ...others] = records;
  return only && others.length === 0 ? only.title : String(records.length);
}

/** @throws PanelRefusal typed-title-wrong */
export function mustBeTyped(title: string, typed: unknown): void {
  if (typed !== title) throw new PanelRefusal({ code: 'typed-title-wrong', title });
}
