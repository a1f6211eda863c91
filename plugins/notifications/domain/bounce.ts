/** What a delivery status notification (RFC 3464) says of one recipient. */
export interface DeliveryStatus {
  readonly action: string;
  /** RFC 3463: `5.1.1` */
  readonly status: string;
  readonly diagnostic: string;
}

/** A letter that came to the address of bounces, as far as it matters. */
export interface ReturnedLetter {
  /** the message/delivery-status part, or null: it is no notification */
  readonly report: string | null;
  /** addresses that it was sent to: the tag is in one of them */
  readonly recipients: readonly string[];
  /** Message-IDs of the letter that it speaks of, without angle brackets */
  readonly about: readonly string[];
}

/** Groups of fields, parted by empty lines; the first is about the whole report. A folded line goes on with a space. */
export function readDeliveryStatus(report: string): readonly DeliveryStatus[] {
  const groups = report
    .replaceAll('\r\n', '\n')
    .replaceAll(/\n[ \t]+/g, ' ')
    .split(/\n\s*\n/);
  return groups.flatMap((group) => {
    const field = (name: string): string =>
      new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(group)?.[1]?.trim() ?? '';
    const action = field('Action').toLowerCase();
    if (action === '') return [];
    const [status = ''] = /\d\.\d{1,3}\.\d{1,3}/.exec(field('Status')) ?? [];
    return [{ action, status, diagnostic: field('Diagnostic-Code').replace(/^smtp;\s*/i, '') }];
  });
}

/** `<name>+<tag>@<domain>`, or null. */
export function tagIn(recipients: readonly string[]): string | null {
  for (const address of recipients) {
    const [, tag] = /\+(?:bounce-)?([0-9a-z]{32})@/i.exec(address) ?? [];
    if (tag !== undefined) return tag;
  }
  return null;
}

/** The address is gone for good: not a full mailbox, not a refusal for reasons of policy, not a delay. */
export function isGoneForGood({ action, status }: DeliveryStatus): boolean {
  return (
    action === 'failed' &&
    status.startsWith('5.') &&
    !['5.2.2', '5.3.4'].includes(status) &&
    !status.startsWith('5.7.')
  );
}
