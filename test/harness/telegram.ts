// The Bot API over HTTP on this machine, for TELEGRAM_API_ROOT: as strict as https://core.telegram.org/bots/api says, so that a request
// which the real service would refuse fails the specification. It records everything, and breaks on demand.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Refused, type PersonData } from './telegram/chats.js';
import { SendingRecord, TELEGRAM_LIMITS, type SendingLimits } from './telegram/limits.js';
import { isSending, methods, type ServiceState } from './telegram/methods.js';
import { TestPerson } from './telegram/person.js';
import { readBotRequest, type BotRequest } from './telegram/read-request.js';
import { Updates } from './telegram/updates.js';

export { TELEGRAM_LIMITS, type SendingLimits } from './telegram/limits.js';
export { TestPerson } from './telegram/person.js';
export { parseHtml } from './telegram/parse-html.js';

export interface TelegramOptions {
  readonly token?: string;
  readonly limits?: SendingLimits;
  /** milliseconds that each answer takes */
  readonly latencyMs?: number;
}

/** What goes wrong with a request. `reset` closes the connection before the request has its effect, or after. */
export type Fault =
  | { readonly kind: '429'; readonly retryAfter: number }
  | { readonly kind: '5xx' }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' };

export interface RecordedCall {
  readonly method: string;
  readonly values: BotRequest['values'];
  /** performance.now() when it came */
  readonly at: number;
  /** performance.now() when it was answered */
  answeredAt: number;
  status: number;
  description: string | null;
  /** of an injected fault */
  readonly fault: Fault | null;
}

// What the service says in the normal course of things; everything else that it refuses is a mistake of the bot.
const IN_ORDER = [
  /message is not modified/,
  /bot was blocked|user is deactivated/,
  /terminated by other getUpdates/,
];

export class TestTelegram {
  readonly calls: RecordedCall[] = [];
  private readonly tolerated: RegExp[] = [...IN_ORDER];
  private faultOf: (method: string, values: BotRequest['values']) => Fault | null = () => null;
  private readonly server = createServer((request, response) => void this.serve(request, response));

  private constructor(
    readonly token: string,
    private readonly latencyMs: number,
    readonly state: ServiceState,
  ) {}

  static async start(options: TelegramOptions = {}): Promise<TestTelegram> {
    const {
      token = '424242:AAtest-token_of_a_bot-that-is-not',
      limits = TELEGRAM_LIMITS,
      latencyMs = 0,
    } = options;
    const telegram = new TestTelegram(token, latencyMs, {
      ...{ botId: Number(token.split(':')[0]), username: 'countinghouse_test_bot' },
      ...{ chats: new Map(), updates: new Updates(), sending: new SendingRecord(limits) },
      ...{ files: new Map(), callbacks: new Map(), commands: new Map(), nextMessage: 1 },
    });
    await new Promise<void>((resolve) => telegram.server.listen(0, '127.0.0.1', resolve));
    return telegram;
  }

  /** for TELEGRAM_API_ROOT */
  get root(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get environment(): Readonly<Record<string, string>> {
    return { TELEGRAM_BOT_TOKEN: this.token, TELEGRAM_API_ROOT: this.root };
  }

  /** requests that the real service would have refused too, and that the specification did not provoke */
  get refused(): readonly RecordedCall[] {
    return this.calls.filter(
      ({ status, fault, description }) =>
        status >= 400 && fault === null && !this.tolerated.some((words) => words.test(description ?? '')),
    );
  }

  callsOf(method: string): readonly RecordedCall[] {
    return this.calls.filter((call) => call.method === method);
  }

  /** Somebody who has opened a chat with the bot. */
  person({
    id,
    firstName,
    language = 'en',
    ...rest
  }: Partial<PersonData> & Pick<PersonData, 'id' | 'firstName'>): TestPerson {
    const data: PersonData = { ...rest, id, firstName, language };
    if (!this.state.chats.has(id)) this.state.chats.set(id, { id, person: data, messages: [], closed: null });
    return new TestPerson(this.state, data);
  }

  /** Says for each request what goes wrong with it; replaces what was said before. */
  breaks(faultOf: (method: string, values: BotRequest['values']) => Fault | null): void {
    this.faultOf = faultOf;
  }

  /** The next `times` requests of a method. */
  breaksNext(method: string, fault: Fault, times = 1): void {
    let left = times;
    this.breaks((called) => (called === method && left-- > 0 ? fault : null));
  }

  /** Refusals with these words are provoked. */
  expectsRefusal(words: RegExp): void {
    this.tolerated.push(words);
  }

  /** @throws when a request was refused that nobody provoked */
  async close(): Promise<void> {
    this.state.updates.close();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    const [first] = this.refused;
    if (first)
      throw new Error(
        `Telegram refused ${this.refused.length} requests, the first: ${first.method} ${first.status} ${first.description} ${JSON.stringify(first.values)}`,
      );
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const [, place, token, rest = ''] = /^\/(file\/)?bot([^/]+)\/([^?]+)/.exec(request.url ?? '') ?? [];
    if (token !== this.token)
      return answer(response, 401, { ok: false, error_code: 401, description: 'Unauthorized' });
    if (place) return this.serveFile(rest, response);
    const body = await readBotRequest(request);
    const fault = this.faultOf(rest, body.values);
    const call: RecordedCall = {
      ...{ method: rest, values: body.values, at: performance.now(), fault },
      ...{ answeredAt: 0, status: 0, description: null },
    };
    this.calls.push(call);
    if (fault?.kind === 'reset' && fault.when === 'before') return reset(request);
    const [status, answered] =
      fault?.kind === '429' || fault?.kind === '5xx'
        ? broken(fault)
        : await this.run(rest, body, gone.signal);
    if (fault?.kind === 'reset') return reset(request);
    const wait = this.latencyMs + (fault?.kind === 'slow' ? fault.ms : 0);
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    call.status = status;
    call.description = (answered as { description?: string }).description ?? null;
    call.answeredAt = performance.now();
    answer(response, status, answered);
  }

  private async run(method: string, body: BotRequest, signal: AbortSignal): Promise<[number, object]> {
    try {
      const known = Object.keys(methods).find((each) => each.toLowerCase() === method.toLowerCase());
      if (!known) throw new Refused(404, 'Not Found');
      if (isSending(known)) this.limit(known, body);
      return [200, { ok: true, result: await methods[known]!(this.state, body, signal) }];
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { code, description, parameters } = error;
      return [code, { ok: false, error_code: code, description, ...(parameters ? { parameters } : {}) }];
    }
  }

  private limit(method: string, { values }: BotRequest): void {
    const seconds = this.state.sending.take(Number(values['chat_id']), method.startsWith('send'));
    if (seconds === null) return;
    throw new Refused(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
  }

  private serveFile(path: string, response: ServerResponse): void {
    const file = this.state.files.get(path.split('/')[1] ?? '');
    if (!file) return answer(response, 404, { ok: false, error_code: 404, description: 'Not Found' });
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(file.content);
  }
}

function broken(fault: Extract<Fault, { kind: '429' | '5xx' }>): [number, object] {
  if (fault.kind === '5xx') return [502, { ok: false, error_code: 502, description: 'Bad Gateway' }];
  const description = `Too Many Requests: retry after ${fault.retryAfter}`;
  return [429, { ok: false, error_code: 429, description, parameters: { retry_after: fault.retryAfter } }];
}

function reset(request: IncomingMessage): void {
  request.socket.resetAndDestroy();
}

function answer(response: ServerResponse, status: number, body: object): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

export const startTelegram = (options?: TelegramOptions): Promise<TestTelegram> =>
  TestTelegram.start(options);
