import { isIP } from 'node:net';

/** Who passkeys are for (WebAuthn §5.1.2): a domain, never a bare address. */
export interface RelyingParty {
  readonly id: string;
  readonly origin: string;
}

/** Null where passkeys cannot be had: the house is reached by an IP address. */
export function relyingPartyOf({
  publicUrl,
  port,
}: {
  readonly publicUrl: string | null;
  readonly port: number;
}): RelyingParty | null {
  // Without an address of its own the house is a developer's: browsers trust http://localhost alone.
  const { hostname, origin } = new URL(publicUrl ?? `http://localhost:${port}`);
  return isIP(hostname.replaceAll(/[[\]]/g, '')) === 0 ? { id: hostname, origin } : null;
}
