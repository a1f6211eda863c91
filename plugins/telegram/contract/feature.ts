import { defineExtensionPoint } from '../../../src/kernel/contributions.js';
import type { Actor, Language, PermissionName, Role } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { BotText } from './text.js';

/** A button below a message: what it does is kept on the server; the wire carries its place alone. */
export type ScreenButton =
  | {
      /** plain text; says in words what it does (no meaning by emoji alone) */
      readonly label: string;
      /** `<feature>.<action>`; of one's own feature or another */
      readonly action: string;
      /** ids and page numbers; read again, with permission and scope, when it is pressed */
      readonly args?: readonly string[];
    }
  | { readonly label: string; readonly url: string };

export interface Screen {
  readonly text: BotText;
  /** rows of buttons */
  readonly buttons?: readonly (readonly ScreenButton[])[];
}

/** A file that goes to the chat. With `digest` (SHA-256, hex) Telegram's own copy is sent the next time. */
export interface BotFile {
  readonly name: string;
  readonly contentType: string;
  readonly content: Buffer;
  readonly digest?: string;
}

/** A file that came from the chat: on disk under a private name, gone after the step. */
export interface ReceivedFile {
  readonly path: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly digest: string;
}

/** One update of somebody who is linked, with identity, role and scope as they are at this moment. */
export interface Talk {
  /** of the plugin that contributed the feature */
  readonly context: PluginContext;
  readonly actor: Actor;
  readonly userId: string;
  readonly language: Language;
  /** a sentence in the reader's language, plain: `html` escapes it */
  t(key: string, facts?: Readonly<Record<string, unknown>>): string;
  /** Edits the message whose button was pressed (or of the conversation), or sends one; long texts are split, the buttons stand below the last. */
  show(screen: Screen): Promise<void>;
  /** Always a new message. */
  send(screen: Screen): Promise<void>;
  /** The words that appear above the chat for a moment; at most 200 characters. Without it a pressed button is answered silently. */
  toast(text: string): void;
  sendDocument(file: BotFile, caption?: BotText): Promise<void>;
  sendPhoto(file: BotFile, caption?: BotText): Promise<void>;
  /** The next text or file goes to this step of the feature, with this state (JSON). Ended by /cancel, another command, or a timeout of 30 minutes. */
  expect(step: string, state: Readonly<Record<string, unknown>>): Promise<void>;
  /** the state of the conversation that is under way; null: none */
  readonly state: Readonly<Record<string, unknown>> | null;
  /** The conversation is over. */
  finish(): Promise<void>;
  /** `telegram:<bot>:<update>`: an update that is handled again has the same key; what it writes is unique by it. */
  readonly updateKey: string;
  /** Telegram's number of the chat and of the message that is shown, for progress that is written later */
  readonly place: { readonly chatId: bigint; readonly messageId: bigint | null };
}

/** What a step of a conversation was answered. */
export type Answer =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'photo' | 'document'; readonly file: ReceivedFile; readonly caption: string };

export interface BotAction {
  /** raised when its arguments change meaning: a button of an older version says that it is too old */
  readonly version: number;
  /** absent: the feature's */
  readonly permission?: PermissionName;
  readonly run: (talk: Talk, args: readonly string[]) => Promise<void>;
}

export interface BotStep {
  readonly permission?: PermissionName;
  /** of files, in bytes; absent: text alone. Anything else is answered politely. */
  readonly files?: { readonly maxBytes: number };
  readonly answer: (talk: Talk, answer: Answer) => Promise<void>;
}

/**
 * A thing that can be done in the chat. Its button in the persistent menu is `<plugin>:bot.<name>.menu`, its line in the list of
 * commands `<plugin>:bot.<name>.command` (3–256 characters).
 */
export interface BotFeature {
  /** lower-case letters; unique in the house; its command when it has one: `/invoices` */
  readonly name: string;
  readonly permission: PermissionName;
  /** who finds it in menu and commands */
  readonly roles: readonly Role[];
  readonly inMenu: boolean;
  readonly isCommand: boolean;
  readonly open: (talk: Talk) => Promise<void>;
  readonly actions?: Readonly<Record<string, BotAction>>;
  readonly steps?: Readonly<Record<string, BotStep>>;
}

export const botFeature = defineExtensionPoint<BotFeature>(
  'telegram.feature',
  ({ name, actions = {}, steps = {} }) => {
    if (!/^[a-z]{2,24}$/.test(name))
      return `its name ${JSON.stringify(name)} is not 2 to 24 lower-case letters`;
    const stray = [...Object.keys(actions), ...Object.keys(steps)].find(
      (each) => !/^[a-z][a-z0-9-]{0,40}$/.test(each),
    );
    return stray === undefined ? null : `its action or step ${JSON.stringify(stray)} is not lower-case words`;
  },
);

/** Something that waits for a person's yes or no; shown to those who have the permission, in the chat. */
export interface BotApproval {
  /** unique in the house; title `<plugin>:bot.approvals.<name>` */
  readonly name: string;
  readonly permission: PermissionName;
  /** `sentence`: it is answered in words alone; there is no bare yes, and `decide` is given the words as the reason of a no */
  readonly endsBy?: 'sentence';
  readonly waiting: (
    context: PluginContext,
    actor: Actor,
    page: { readonly after: string | null; readonly limit: number },
  ) => Promise<readonly ApprovalItem[]>;
  /** says what happened as a sentence in the actor's language, or a refusal */
  readonly decide: (
    context: PluginContext,
    actor: Actor,
    id: string,
    decision: { readonly approve: true } | { readonly approve: false; readonly reason: string },
  ) => Promise<
    { readonly ok: true; readonly sentence: string } | { readonly ok: false; readonly sentence: string }
  >;
}

export interface ApprovalItem {
  readonly id: string;
  /** in the actor's language */
  readonly text: BotText;
  readonly file?: () => Promise<BotFile | null>;
}

export const botApproval = defineExtensionPoint<BotApproval>('telegram.approval', ({ name }) =>
  /^[a-z][a-z0-9-]{1,40}$/.test(name) ? null : `its name ${JSON.stringify(name)} is not lower-case words`,
);
