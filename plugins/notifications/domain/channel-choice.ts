export interface ChannelRules {
  /** what the kind has on by itself */
  readonly byKind: { readonly channels: readonly string[]; readonly locked: readonly string[] };
  /** what the administrator set, if anything */
  readonly byAdministrator: {
    readonly channels: readonly string[];
    readonly locked: readonly string[];
  } | null;
  /** what the reader chose, if anything */
  readonly byReader: readonly string[] | null;
}

/** The channels that are on: the reader's choice, else the administrator's, else the kind's; those that are locked always. */
export function channelsOn({ byKind, byAdministrator, byReader }: ChannelRules): readonly string[] {
  const chosen = byReader ?? byAdministrator?.channels ?? byKind.channels;
  return [...new Set([...chosen, ...channelsLocked({ byKind, byAdministrator })])];
}

/** Those that nobody turns off. The administrator's word replaces the kind's. */
export function channelsLocked({
  byKind,
  byAdministrator,
}: Pick<ChannelRules, 'byKind' | 'byAdministrator'>): readonly string[] {
  return byAdministrator?.locked ?? byKind.locked;
}
