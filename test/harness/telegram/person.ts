// Somebody with the messenger in hand. Every act resolves when the bot has dealt with it, which the service knows by the confirmation.
import { randomBytes } from 'node:crypto';
import { asJson, type ServiceState } from './methods.js';
import type { ChatState, InlineButton, PersonData, ShownMessage } from './chats.js';

export interface SeenScreen {
  readonly id: number;
  readonly text: string;
  readonly markup: string;
  /** labels, row by row */
  readonly buttons: readonly (readonly string[])[];
  readonly file: ShownMessage['file'];
  readonly edits: number;
}

export interface SentAttachment {
  readonly content: Buffer;
  readonly name?: string;
  readonly contentType?: string;
  readonly caption?: string;
}

export class TestPerson {
  constructor(
    private readonly state: ServiceState,
    readonly data: PersonData,
  ) {}

  async says(text: string): Promise<void> {
    const command = /^\/\w+(@\w+)?/.exec(text);
    const entities = command ? [{ type: 'bot_command', offset: 0, length: command[0].length }] : undefined;
    await this.message({ text, ...(entities ? { entities } : {}) });
  }

  /** A button below one of the bot's messages, the newest that has it, or a key of the persistent menu. Returns the words that appeared above the chat. */
  async presses(label: string): Promise<string> {
    const found = this.buttonOf(label);
    if (!found) {
      if (this.keyboard().flat().includes(label)) return this.says(label).then(() => '');
      throw new Error(`there is no button "${label}" in: ${JSON.stringify(this.screens().at(-1))}`);
    }
    if (found.button.callback_data === undefined) throw new Error(`"${label}" opens ${found.button.url}`);
    return this.sendsCallback(found.button.callback_data, found.message);
  }

  /** What the wire carries for a button, for somebody who copies it. */
  dataOf(label: string): string {
    const data = this.buttonOf(label)?.button.callback_data;
    if (data === undefined) throw new Error(`there is no button "${label}"`);
    return data;
  }

  urlOf(label: string): string | undefined {
    return this.buttonOf(label)?.button.url;
  }

  /** A callback with any data, under the newest message of this chat unless another is given. */
  async sendsCallback(
    data: string,
    message: ShownMessage | undefined = this.chat.messages.at(-1),
  ): Promise<string> {
    const id = randomBytes(8).toString('hex');
    const asked = { answer: null as string | null, isExpired: false };
    this.state.callbacks.set(id, asked);
    await this.state.updates.push({
      callback_query: {
        ...{ id, from: this.from(), chat_instance: '1', data },
        ...(message ? { message: asJson(this.state, message) } : {}),
      },
    });
    if (asked.answer === null) throw new Error(`the callback ${data} was not answered`);
    return asked.answer;
  }

  sendsPhoto({ content, caption }: SentAttachment): Promise<void> {
    const id = this.keep('photo', { content, name: 'photo.jpg', contentType: 'image/jpeg' });
    const size = { file_id: id, file_unique_id: id, width: 1280, height: 960, file_size: content.length };
    return this.message({ photo: [size], ...(caption === undefined ? {} : { caption }) });
  }

  sendsDocument({ content, caption, ...file }: SentAttachment): Promise<void> {
    const { name = 'file.csv', contentType = 'text/csv' } = file;
    const id = this.keep('document', { content, name, contentType });
    const document = {
      file_id: id,
      file_unique_id: id,
      file_name: name,
      mime_type: contentType,
      file_size: content.length,
    };
    return this.message({ document, ...(caption === undefined ? {} : { caption }) });
  }

  sendsVoice(): Promise<void> {
    const id = this.keep('voice', {
      content: Buffer.from('OggS'),
      name: 'voice.oga',
      contentType: 'audio/ogg',
    });
    return this.message({ voice: { file_id: id, file_unique_id: id, duration: 3, mime_type: 'audio/ogg' } });
  }

  sendsSticker(): Promise<void> {
    return this.message({
      sticker: { file_id: 's', file_unique_id: 's', type: 'regular', width: 512, height: 512 },
    });
  }

  /** In a group that the bot is in. */
  async saysInGroup(groupId: number, text: string): Promise<void> {
    await this.message({ text }, { id: groupId, type: 'group', title: 'A group' });
  }

  async addsBotToGroup(groupId: number): Promise<void> {
    this.state.chats.set(groupId, { id: groupId, person: null, messages: [], closed: null });
    await this.membership({ id: groupId, type: 'group', title: 'A group' }, 'left', 'member');
  }

  async blocks(): Promise<void> {
    this.chat.closed = 'blocked';
    await this.membership({ id: this.data.id, type: 'private' }, 'member', 'kicked');
  }

  /** Without telling the bot: it learns of it when it sends. */
  blocksSilently(): void {
    this.chat.closed = 'blocked';
  }

  async unblocks(): Promise<void> {
    this.chat.closed = null;
    await this.membership({ id: this.data.id, type: 'private' }, 'kicked', 'member');
  }

  /** The newest message of the bot. */
  screen(): SeenScreen {
    const last = this.screens().at(-1);
    if (!last) throw new Error('the bot has said nothing');
    return last;
  }

  screens(): readonly SeenScreen[] {
    return this.chat.messages
      .filter(({ isDeleted }) => !isDeleted)
      .map(({ id, text, markup, buttons, file, edits }) => ({
        ...{ id, text, markup, file, edits },
        buttons: buttons.map((row) => row.map((button) => button.text)),
      }));
  }

  /** The persistent menu as it is now. */
  keyboard(): readonly (readonly string[])[] {
    return this.chat.messages.findLast(({ keyboard }) => keyboard !== null)?.keyboard ?? [];
  }

  /** Resolves when the bot's messages meet the condition. */
  async waits(isMet: (screens: readonly SeenScreen[]) => boolean): Promise<void> {
    const end = performance.now() + 30_000;
    while (!isMet(this.screens())) {
      if (performance.now() > end)
        throw new Error(`it did not come: ${JSON.stringify(this.screens().at(-1))}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  private get chat(): ChatState {
    return this.state.chats.get(this.data.id)!;
  }

  private buttonOf(label: string): { button: InlineButton; message: ShownMessage } | null {
    for (const message of this.chat.messages.toReversed()) {
      const button = message.isDeleted
        ? undefined
        : message.buttons.flat().find(({ text }) => text === label);
      if (button) return { button, message };
    }
    return null;
  }

  private keep(
    kind: 'photo' | 'document' | 'voice',
    file: { content: Buffer; name: string; contentType: string },
  ): string {
    const id = randomBytes(24).toString('base64url');
    this.state.files.set(id, { ...file, kind });
    return id;
  }

  private from() {
    const { id, firstName, language, username } = this.data;
    return {
      ...{ id, is_bot: false, first_name: firstName, language_code: language },
      ...(username ? { username } : {}),
    };
  }

  private message(
    content: Readonly<Record<string, unknown>>,
    chat: Readonly<Record<string, unknown>> = { id: this.data.id, type: 'private' },
  ): Promise<void> {
    const message_id = this.state.nextMessage++;
    const date = Math.floor(Date.now() / 1000);
    return this.state.updates.push({ message: { message_id, date, chat, from: this.from(), ...content } });
  }

  private membership(chat: Readonly<Record<string, unknown>>, before: string, after: string): Promise<void> {
    const member = (status: string) => ({
      user: { id: this.state.botId, is_bot: true, first_name: 'b' },
      status,
    });
    const date = Math.floor(Date.now() / 1000);
    return this.state.updates.push({
      my_chat_member: {
        chat,
        from: this.from(),
        date,
        old_chat_member: member(before),
        new_chat_member: member(after),
      },
    });
  }
}
