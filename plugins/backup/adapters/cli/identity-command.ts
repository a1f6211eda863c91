import type { CliCommand } from '../../../../src/kernel/contributions.js';
import { ok } from '../../../../src/values/result.js';
import type { KeyParts } from '../../app/making/archive-keys.js';

/** `countinghouse backup identity`: what is put into the safe, because it opens every backup when the house is gone. */
export function identityCommand(
  partsOf: (context: Parameters<CliCommand['run']>[0]['context']) => KeyParts,
): CliCommand {
  return {
    name: 'backup identity',
    description:
      'the public key that every backup is encrypted to; with --reveal the secret one, for the safe',
    options: [{ name: 'reveal', kind: 'boolean', description: 'print the secret key too' }],
    run: async ({ context, actor, options }) => {
      const { recipient, identity } = await partsOf(context).houseIdentity();
      if (options['reveal'] !== true) return ok({ json: { recipient }, text: recipient });
      const says = context.translator.text(actor.language, 'backup:words.identity-opens');
      return ok({
        json: { recipient, identity, says },
        text: [`# ${says}`, `# public key: ${recipient}`, identity].join('\n'),
      });
    },
  };
}
