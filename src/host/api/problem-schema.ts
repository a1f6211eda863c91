import { z } from 'zod';

const fault = z
  .object({
    pointer: z
      .string()
      .optional()
      .meta({ description: 'JSON pointer into the body', example: '#/lines/0/quantity' }),
    parameter: z.string().optional().meta({ description: 'Name of the parameter', example: 'limit' }),
    message: z.string().meta({ description: 'A sentence in the language of the answer' }),
  })
  .meta({ id: 'Fault' });

/** RFC 9457. */
export const problem = z
  .object({
    type: z.literal('about:blank'),
    title: z.string().meta({ description: 'The phrase of the status', example: 'Unprocessable Entity' }),
    status: z.int().meta({ example: 422 }),
    code: z.string().meta({ description: 'What went wrong, for programs', example: 'period-closed' }),
    detail: z.string().meta({
      description: 'What went wrong, in the language of Accept-Language or of the user',
      example: 'March 2026 is closed.',
    }),
    version: z.int().optional().meta({ description: 'With 412: the version that there is now' }),
    errors: z.array(fault).optional().meta({ description: 'With 400: everything that does not fit' }),
  })
  .meta({ id: 'Problem' });
