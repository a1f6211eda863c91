import type { Readable } from 'node:stream';
import type { Actor } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { Refusal, Result } from '../../../../src/values/result.js';
import type { Seen } from '../../app/places/save-destination.js';
import type {
  BackupAsked,
  FolderChoice,
  FoldersAsked,
  PlaceToSave,
  PlaceTried,
  PlanToSave,
  RestorationAsked,
} from '../../contract/doors.js';

type Done<Value> = Promise<Result<Value, Refusal>>;
type By<Asked extends unknown[], Value> = (
  context: PluginContext,
  actor: Actor,
  ...asked: Asked
) => Done<Value>;

/** What the doors do, by the use cases of this plugin. */
export interface BackupDeeds {
  readonly makeBackup: By<[asked: BackupAsked, trigger: 'hand' | 'api'], { readonly runId: string }>;
  readonly proveCopy: By<[copyId: string], unknown>;
  readonly openCopy: By<
    [copyId: string, signal: AbortSignal],
    { readonly fileName: string; readonly content: Readable }
  >;
  readonly runDrill: By<[], unknown>;
  /** @param at the place that is changed, and the version that was seen; null: a new one */
  readonly savePlace: By<[place: PlaceToSave, at: Seen | null], { readonly id: string }>;
  readonly removePlace: By<[at: Seen], unknown>;
  readonly tryPlace: By<[tried: PlaceTried, signal: AbortSignal], unknown>;
  readonly foldersOf: By<[asked: FoldersAsked, signal: AbortSignal], readonly FolderChoice[]>;
  readonly savePlan: By<[plan: PlanToSave, at: Seen | null], { readonly id: string }>;
  readonly removePlan: By<[at: Seen], unknown>;
  readonly askForRestoration: By<[asked: RestorationAsked], { readonly requestId: string }>;
  readonly decideRestoration: By<[requestId: string, allow: boolean], unknown>;
  readonly cancelRestoration: By<[requestId: string], unknown>;
}
