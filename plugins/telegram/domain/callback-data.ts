/** What the wire carries for a button, 64 bytes at most (Bot API, "InlineKeyboardButton"): the screen's id and the button's place on it. */
export interface ButtonPlace {
  readonly screenId: string;
  readonly index: number;
}

const FORM = /^1\.([A-Za-z0-9_-]{22})\.(\d{1,2})$/;

export const encodePlace = ({ screenId, index }: ButtonPlace): string => `1.${screenId}.${index}`;

/** Null: it was not written by this house. */
export function decodePlace(data: string): ButtonPlace | null {
  const [, screenId, index] = FORM.exec(data) ?? [];
  return screenId === undefined ? null : { screenId, index: Number(index) };
}
