/** The name of a letter in the address that bounces return to (VERP): its id, letters and digits alone. */
export function bounceTagOf(messageId: string): string {
  return messageId.replaceAll('-', '');
}

/** The letter's id; null: not a name that the house gives. */
export function messageIdOf(bounceTag: string): string | null {
  const parts = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(
    bounceTag.toLowerCase(),
  );
  return parts && parts.slice(1).join('-');
}
