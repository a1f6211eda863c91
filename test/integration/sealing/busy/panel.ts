type Json = Readonly<Record<string, unknown>>;

/** Somebody who is signed in and works through the panel's doors. Whatever is refused fails. */
export interface AtThePanel {
  send(method: 'POST' | 'PUT', path: string, body: Json | FormData): Promise<Json>;
  read(path: string): Promise<Json>;
  /** a record made by its form; its id */
  create(model: string, fields: Json): Promise<string>;
  /** an action done to records; the id of the record whose page it leads to */
  act(action: string, ids: readonly string[], input?: Json): Promise<string>;
  /** ids of the first page of a list */
  list(model: string): Promise<readonly string[]>;
}

export async function signIn(address: string, email: string, password: string): Promise<AtThePanel> {
  const answer = await fetch(`${address}/admin/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ email, password }),
  });
  const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
  if (answer.status !== 303 || cookie === '') throw new Error(`${email} cannot sign in: ${answer.status}`);

  async function ask(method: string, path: string, body?: Json | FormData): Promise<Json> {
    const isForm = body instanceof FormData;
    const response = await fetch(address + path, {
      method,
      redirect: 'manual',
      headers: {
        ...{ cookie, accept: 'application/json', 'sec-fetch-site': 'same-origin' },
        ...(body && !isForm ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (response.status >= 400) throw new Error(`${method} ${path} was refused, ${response.status}: ${text}`);
    return text === '' ? {} : (JSON.parse(text) as Json);
  }

  return {
    send: ask,
    read: (path) => ask('GET', path),
    async create(model, fields) {
      const made = await ask('POST', `/admin/api/resources/${model}/actions/new`, fields);
      const { record } = made as { readonly record?: { readonly id?: string | null } };
      if (!record?.id) throw new Error(`${model} was refused: ${JSON.stringify(made)}`);
      return record.id;
    },
    async act(action, ids, input = {}) {
      const door = `/admin/x/host/actions/${action}`;
      // What has to be typed before it is done.
      const { typed } = await ask('GET', `${door}?ids=${ids.join(',')}`);
      const { redirect } = await ask('POST', door, { ids, input, typed });
      return /records\/([^/]+)\/show/.exec(typeof redirect === 'string' ? redirect : '')?.[1] ?? '';
    },
    async list(model) {
      const { records } = await ask('GET', `/admin/api/resources/${model}/actions/list`);
      return (records as readonly { readonly id: string }[]).map(({ id }) => id);
    },
  };
}
