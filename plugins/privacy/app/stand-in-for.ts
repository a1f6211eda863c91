import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { StandIn } from '../domain/known-as.js';
import { markOf, noAddressOf } from '../domain/stand-in.js';
import type { FoundSubject } from './stored.js';

/** What stands where the subject's name stood: the same each time, in the organisation's language. */
export async function standInFor(
  context: PluginContext,
  { kind, id }: Pick<FoundSubject, 'kind' | 'id'>,
): Promise<StandIn> {
  const { language } = await context.organisation();
  const name = context.translator.text(language, `privacy:pseudonyms.${kind}`, { mark: markOf(id) });
  return { name, address: noAddressOf(id) };
}
