// What the service keeps of chats: messages as a reader's program shows them.
import type { SentFile } from './read-request.js';

export interface InlineButton {
  readonly text: string;
  readonly callback_data?: string;
  readonly url?: string;
}

export interface ShownMessage {
  readonly id: number;
  readonly chatId: number;
  /** what is read, without markup */
  text: string;
  /** as it was sent */
  markup: string;
  buttons: readonly (readonly InlineButton[])[];
  /** labels of the keyboard that came along */
  readonly keyboard: readonly (readonly string[])[] | null;
  file: (SentFile & { readonly fileId: string; readonly kind: 'photo' | 'document' }) | null;
  readonly sentAt: number;
  edits: number;
  isDeleted: boolean;
}

export interface PersonData {
  readonly id: number;
  readonly firstName: string;
  readonly language: string;
  readonly username?: string;
}

export interface ChatState {
  readonly id: number;
  readonly person: PersonData | null;
  readonly messages: ShownMessage[];
  /** why nothing reaches it */
  closed: 'blocked' | 'deactivated' | null;
}

export class Refused extends Error {
  constructor(
    readonly code: number,
    readonly description: string,
    readonly parameters?: Readonly<Record<string, unknown>>,
  ) {
    super(description);
  }
}

export const badRequest = (what: string): Refused => new Refused(400, `Bad Request: ${what}`);
