// Google's token endpoint: who may have a token, by a service account's signature (RFC 7523) or by what somebody once agreed to (RFC 6749, 6).
import { createPublicKey, generateKeyPairSync, randomUUID, verify } from 'node:crypto';

const SCOPE = 'https://www.googleapis.com/auth/drive';
const AUDIENCE = 'https://oauth2.googleapis.com/token';
const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const HOUR_S = 3600;

const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

export const serviceAccount = {
  type: 'service_account',
  project_id: 'house-test',
  private_key: keys.privateKey,
  client_email: 'backups@house-test.iam.gserviceaccount.com',
  token_uri: AUDIENCE,
};

export const agreedUser = {
  type: 'authorized_user',
  client_id: '1234-client.apps.googleusercontent.com',
  client_secret: 'a secret of the client',
  refresh_token: '1//what-somebody-agreed-to',
};

export class Tokens {
  private readonly valid = new Set<string>();
  given = 0;

  isValid(authorization: string | undefined): boolean {
    return this.valid.has(/^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '');
  }

  /** Those given so far open nothing any more. */
  expire(): void {
    this.valid.clear();
  }

  /** A token, or why there is none. */
  give(form: URLSearchParams): object | string {
    const refused = form.get('grant_type') === JWT_BEARER ? refusedJwt(form) : refusedRefresh(form);
    if (refused !== null) return refused;
    const token = `ya29.${randomUUID()}`;
    this.valid.add(token);
    this.given += 1;
    return { access_token: token, token_type: 'Bearer', expires_in: HOUR_S - 1 };
  }
}

function refusedRefresh(form: URLSearchParams): string | null {
  if (form.get('grant_type') !== 'refresh_token') return `grant_type ${form.get('grant_type')}`;
  const { client_id, client_secret, refresh_token } = agreedUser;
  const wanted = { client_id, client_secret, refresh_token };
  const wrong = Object.entries(wanted).find(([name, value]) => form.get(name) !== value);
  return wrong ? `${wrong[0]} is not known` : null;
}

function refusedJwt(form: URLSearchParams): string | null {
  const [head = '', body = '', signature = '', ...rest] = (form.get('assertion') ?? '').split('.');
  if (rest.length > 0) return 'not a JWT';
  const read = (part: string): Record<string, unknown> =>
    JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>;
  if (read(head)['alg'] !== 'RS256') return 'alg is not RS256';
  const signed = Buffer.from(`${head}.${body}`);
  const isSigned = verify(
    'RSA-SHA256',
    signed,
    createPublicKey(keys.publicKey),
    Buffer.from(signature, 'base64url'),
  );
  if (!isSigned) return 'not signed by the key of the account';
  const { iss, aud, scope, iat, exp } = read(body);
  if (iss !== serviceAccount.client_email) return `iss ${String(iss)}`;
  if (aud !== AUDIENCE) return `aud ${String(aud)}`;
  if (scope !== SCOPE) return `scope ${String(scope)}`;
  const now = Date.now() / 1000;
  if (Number(iat) > now + 60 || Number(exp) < now || Number(exp) - Number(iat) > HOUR_S) return 'iat and exp';
  return null;
}
