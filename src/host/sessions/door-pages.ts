import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Response } from 'express';
import Handlebars from 'handlebars';
import { LANGUAGES, type Language } from '../../kernel/permissions.js';
import type { Translator } from '../../kernel/ports.js';

/** A page before anybody is signed in: `views/host/<page>.hbs` inside `views/layouts/door.hbs`, its texts `host:<page>.…`. */
export interface DoorPageView {
  readonly page: string;
  readonly language: Language;
  /** where the language switch comes back to */
  readonly next: string | null;
  /** sentence about the attempt before */
  readonly problem: string | null;
  /** what the page's own template names besides */
  readonly values?: Readonly<Record<string, unknown>>;
  /** what the page's sentences name */
  readonly facts?: Readonly<Record<string, unknown>>;
  /** true: shown once, so that it cannot be had again in another language */
  readonly isLast?: boolean;
}

/** Works without scripts: forms, and one for the languages. A script of our own adds passkeys. */
export type DoorPages = (response: Response, status: number, view: DoorPageView) => Promise<void>;

interface Means {
  readonly viewsRoot: string;
  readonly translator: Translator;
  /** address of the script for passkeys; null before the panel was built */
  readonly script: () => string | null;
}

export function createDoorPages({ viewsRoot, translator, script }: Means): DoorPages {
  const templates = new Map<string, Promise<HandlebarsTemplateDelegate>>();
  const templateOf = (name: string): Promise<HandlebarsTemplateDelegate> => {
    const template = templates.get(name) ?? load(name);
    templates.set(name, template);
    template.catch(() => templates.delete(name));
    return template;
  };
  const load = async (name: string): Promise<HandlebarsTemplateDelegate> =>
    Handlebars.compile(await readFile(join(viewsRoot, `${name}.hbs`), 'utf8'), { strict: true });

  return async (response, status, { values = {}, facts = {}, isLast = false, ...view }) => {
    const nonce = randomBytes(16).toString('base64');
    const say = (key: string, options: Handlebars.HelperOptions): string =>
      translator.text(view.language, `host:${key}`, { ...facts, ...options.hash });
    const concat = (...parts: readonly unknown[]): string => parts.slice(0, -1).join('');
    const helpers = { helpers: { say, concat }, partials: { passkey: await templateOf('host/passkey') } };
    const languages = LANGUAGES.map((value) => ({
      value,
      label: translator.text(view.language, `host:login.languages.${value}`),
      current: value === view.language,
    }));
    const body = (await templateOf(`host/${view.page}`))({ ...view, ...values, nonce }, helpers);
    const layout = await templateOf('layouts/door');
    response
      .status(status)
      .set({
        'Content-Security-Policy': [
          `default-src 'none'`,
          `script-src 'self'`,
          `connect-src 'self'`,
          `style-src 'nonce-${nonce}'`,
          `img-src data:`,
          `form-action 'self'`,
          `base-uri 'none'`,
          `frame-ancestors 'none'`,
        ].join('; '),
        'Cache-Control': 'no-store',
        'Referrer-Policy': 'same-origin',
      })
      .type('html')
      .send(
        layout(
          {
            ...view,
            nonce,
            script: script(),
            languages: isLast ? [] : languages,
            body: new Handlebars.SafeString(body),
          },
          helpers,
        ),
      );
  };
}
