/** An answer that another try will not change, RFC 5321 (4.2.1). */
export interface RefusedLetter {
  /** 5yz */
  readonly status: number;
  /** what the server said, in its own words */
  readonly answer: string;
}

/** Steps at which a server judges the letter or whom it is for; before them it judges us. */
const ABOUT_THE_LETTER = ['MAIL FROM', 'RCPT TO', 'DATA'];
/** RFC 4954 (6): we have not shown who we are. */
const AUTHENTICATION_REQUIRED = 530;

/** What nodemailer threw, if it is the server's last word about this letter. */
export function refusedForGood(error: unknown): RefusedLetter | null {
  const { responseCode, command, response } = (error ?? {}) as {
    readonly responseCode?: unknown;
    readonly command?: unknown;
    readonly response?: unknown;
  };
  if (typeof responseCode !== 'number' || responseCode < 500 || responseCode === AUTHENTICATION_REQUIRED)
    return null;
  if (!ABOUT_THE_LETTER.includes(String(command))) return null;
  return { status: responseCode, answer: String(response ?? '') };
}
