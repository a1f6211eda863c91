import type { HttpRequest } from '../../../../src/kernel/contributions.js';

export function idOf({ params }: HttpRequest): string {
  return params['id'] ?? '';
}
