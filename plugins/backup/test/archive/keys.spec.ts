import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Signatures } from '../../../../src/kernel/ports.js';
import { houseIdentity, isRecipient } from '../../adapters/archive/house-identity.js';
import { readIdentityFile } from '../../adapters/archive/identity-file.js';
import { makeLockedKey } from '../../adapters/archive/key-file.js';
import { bech32 } from '../../domain/bech32.js';
import { identity, recipient, withWorkshop } from './sample.js';

const signaturesOf = (secrets: readonly string[]): Pick<Signatures, 'signEach'> => ({
  signEach: (purpose, text) =>
    secrets.map((secret) => createHmac('sha256', secret).update(`${purpose} ${text}`).digest('base64url')),
});
const houseOf = (...secrets: readonly string[]) => houseIdentity(signaturesOf(secrets) as Signatures);
const hasAge = spawnSync('age-keygen', ['--version']).error === undefined;
const withAge = hasAge ? it : it.skip;

describe('The house’s own key', () => {
  it('is the same as long as its secret is, and another under another', async () => {
    expect(await houseOf('one')).toEqual(await houseOf('one'));
    expect((await houseOf('one')).recipient).not.toBe((await houseOf('two')).recipient);
  });

  it('changes with its secret, and the former one is still among its keys', async () => {
    const before = await houseOf('one');
    expect(await houseOf('two', 'one')).toEqual({ ...(await houseOf('two')), former: [before.identity] });
  });

  withAge('is a key to Debian’s age, with the same public half (without age: skipped)', async () => {
    const own = await houseOf('one');
    expect(execFileSync('age-keygen', ['-y'], { input: own.identity, encoding: 'utf8' }).trim()).toBe(
      own.recipient,
    );
  });

  it.each([
    ['a', '', 'a12uel5l'],
    [
      'split',
      'c5f38b70305f519bf66d85fb6cf03058f3dde463ecd7918f2dc743918f2d',
      'split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w',
    ],
  ])('is written as BIP 173 says: %s', (prefix, hex, text) => {
    expect(bech32(prefix, Buffer.from(hex, 'hex'))).toBe(text);
  });
});

describe('A file of keys', () => {
  it('has one key a line, among comments', async () => {
    const file = `# created: 2026-11-27T12:00:00Z\r\n# public key: ${recipient}\r\n${identity}\r\n\r\n`;
    expect(await readIdentityFile(Buffer.from(file), [])).toEqual({ ok: true, value: [identity] });
  });

  it.each(['', '# nothing\n', recipient, `${identity}x`, 'AGE-SECRET-KEY-1QQQQ'])(
    'without one is refused: %j',
    async (file) => {
      expect(await readIdentityFile(Buffer.from(file), [])).toEqual({
        ok: false,
        error: { code: 'identity-file-without-key' },
      });
    },
  );

  it('may be locked by a passphrase', async () => {
    const key = await makeLockedKey('correct horse');
    const opened = await readIdentityFile(key.file, ['wrong', 'correct horse']);
    expect(opened).toMatchObject({ ok: true, value: [expect.stringMatching(/^AGE-SECRET-KEY-1/)] });
    expect(await readIdentityFile(key.file, ['wrong'])).toEqual({
      ok: false,
      error: { code: 'identity-file-locked' },
    });
  });

  withAge('is read as Debian’s age-keygen writes it', async () => {
    await withWorkshop(async ({ folder }) => {
      const made = execFileSync('age-keygen', { stdio: ['ignore', 'pipe', 'ignore'] });
      await writeFile(join(folder, 'key'), made);
      const read = await readIdentityFile(made, []);
      expect(read.ok && read.value.length).toBe(1);
    });
  });
});

it.each([
  [recipient, true],
  [identity, false],
  ['age1', false],
  [`${recipient}q`, false],
  ['ssh-ed25519 AAAA', false],
  ['', false],
])('%s can be encrypted to: %s', async (text, can) => {
  expect(await isRecipient(text)).toBe(can);
});
