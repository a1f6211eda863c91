import { err } from '../../../src/values/result.js';
import type { ChatLinks } from '../contract/links.js';

/** Without a token there is nothing to link to, and nobody to tell. */
export const linksWithoutBot: ChatLinks = {
  makeLink: () => Promise.resolve(err({ code: 'bot-not-configured' })),
  unlink: () => Promise.resolve(err({ code: 'bot-not-configured' })),
};
