import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Response } from 'express';
import Handlebars from 'handlebars';
import { LANGUAGES, type Language } from '../../kernel/permissions.js';
import type { Translator } from '../../kernel/ports.js';

export interface LoginPageView {
  readonly language: Language;
  readonly next: string | null;
  readonly email: string;
  /** sentence about the attempt before */
  readonly problem: string | null;
}

/** Works without scripts: a form, and a form for each language. */
export type LoginPage = (response: Response, status: number, view: LoginPageView) => Promise<void>;

export function createLoginPage(viewsRoot: string, translator: Translator): LoginPage {
  let template: Promise<HandlebarsTemplateDelegate> | undefined;
  const load = async (): Promise<HandlebarsTemplateDelegate> =>
    Handlebars.compile(await readFile(join(viewsRoot, 'host', 'login.hbs'), 'utf8'), { strict: true });

  return async (response, status, view) => {
    template ??= load();
    const nonce = randomBytes(16).toString('base64');
    const say = (key: string): string => translator.text(view.language, `host:login.${key}`);
    const html = (await template)({
      ...view,
      nonce,
      languages: LANGUAGES.map((value) => ({
        value,
        label: say(`languages.${value}`),
        current: value === view.language,
      })),
      text: {
        title: say('title'),
        product: say('product'),
        lead: say('lead'),
        email: say('email'),
        password: say('password'),
        submit: say('submit'),
        language: say('language'),
      },
    });
    response
      .status(status)
      .set({
        'Content-Security-Policy': `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
        'Cache-Control': 'no-store',
        'Referrer-Policy': 'same-origin',
      })
      .type('html')
      .send(html);
  };
}
