/** Half a minute of drift to either side (RFC 6238 §5.2). */
const TOLERANCE_SECONDS = 30;

/** 160 bits, base32: what an authenticator app takes. */
export async function newTotpSecret(): Promise<string> {
  const { generateSecret } = await import('otplib');
  return generateSecret();
}

export async function totpAddress(account: {
  readonly issuer: string;
  readonly email: string;
  readonly secret: string;
}): Promise<string> {
  const { generateURI } = await import('otplib');
  return generateURI({ issuer: account.issuer, label: account.email, secret: account.secret });
}

/** The address as a picture, ready for `<img src>`. */
export async function qrPicture(text: string): Promise<string> {
  const { renderSVG } = await import('uqr');
  return `data:image/svg+xml;base64,${Buffer.from(renderSVG(text, { border: 2 })).toString('base64')}`;
}

/** The time step that the code belongs to, or null when it is not a code of now. */
export async function stepOfCode(secret: string, code: string, at: Date): Promise<bigint | null> {
  const token = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const { verify } = await import('otplib');
  const outcome = await verify({ secret, token, epoch: secondsOf(at), epochTolerance: TOLERANCE_SECONDS });
  return outcome.valid && 'timeStep' in outcome ? BigInt(outcome.timeStep) : null;
}

function secondsOf(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
