import type { Plugin } from '../../kernel/plugin.js';

type Listed = Pick<Plugin, 'name' | 'upkeep'>;

/** What people come for, then what keeps the house, and the house's own pages last; each in the order of the requirement graph. */
export function dailyWorkFirst<P extends Listed>(plugins: readonly P[]): readonly P[] {
  const isOwn = ({ name }: P): boolean => name === 'host';
  const kept = plugins.filter((plugin) => !isOwn(plugin));
  return [
    ...kept.filter(({ upkeep }) => !upkeep),
    ...kept.filter(({ upkeep }) => upkeep),
    ...plugins.filter(isOwn),
  ];
}
