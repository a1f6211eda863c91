/**
 * Answers to RCPT or DATA that say that nobody lives there: 550 mailbox unavailable, 551 not local, 553 name not allowed, 554
 * transaction failed (RFC 5321, 4.2.3); unless the enhanced code (RFC 3463) speaks of something else than the address: 5.7.x is policy,
 * 5.2.2 a full mailbox, 5.3.4 a letter too large.
 */
export function saysAddressIsDead(status: number, answer: string): boolean {
  if (![550, 551, 553, 554].includes(status)) return false;
  const [, subject] = /\b5\.(\d{1,3})\.\d{1,3}\b/.exec(answer) ?? [];
  return subject === undefined || subject === '1' || /\b5\.2\.1\b|\b5\.0\.0\b/.test(answer);
}
