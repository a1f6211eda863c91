import type { HttpRoute } from '../../../../src/kernel/contributions.js';
import { DocumentsUnavailable } from '../../../../src/kernel/documents-unavailable.js';
import { LANGUAGES } from '../../../../src/kernel/permissions.js';
import { registerOf } from '../../app/register.js';
import type { RetentionParts } from '../../app/retention.js';
import {
  REGISTER_FORMATS,
  REGISTER_TYPES,
  writeRegister,
  type RegisterFormat,
} from '../files/write-register.js';

/** The register, to read and to take away: `?language=` where it is for somebody who reads another one. */
export function registerRoutes(parts: RetentionParts): readonly HttpRoute[] {
  return [
    {
      ...{ method: 'GET', path: '/register', permission: 'privacy.read' },
      handle: async ({ context, language }) => ({ json: await registerOf(parts, context, language) }),
    },
    ...REGISTER_FORMATS.map((format) => registerFile(parts, format)),
  ];
}

function registerFile(parts: RetentionParts, format: RegisterFormat): HttpRoute {
  return {
    ...{ method: 'GET', path: `/register.${format}`, permission: 'privacy.read' },
    async handle({ context, language: own, query }) {
      const language = LANGUAGES.find((each) => each === query['language']) ?? own;
      try {
        const body = await writeRegister(parts, context, { format, language });
        const fileName = `processing-register-${language}.${format}`;
        return { body, contentType: REGISTER_TYPES[format], fileName };
      } catch (error) {
        if (!(error instanceof DocumentsUnavailable)) throw error;
        return { status: 503, refusal: { code: 'cannot-print', mend: error.mend } };
      }
    },
  };
}
