import type { ScreenButton, Talk } from '../../contract/feature.js';

export const ROWS_ON_A_SCREEN = 8;

/** The row of buttons that turns the pages; none where there is one page. `args` come before the page's number. */
export function pageButtons(
  { t }: Talk,
  action: string,
  args: readonly string[],
  { page, total }: { readonly page: number; readonly total: number },
): readonly (readonly ScreenButton[])[] {
  const last = Math.max(0, Math.ceil(total / ROWS_ON_A_SCREEN) - 1);
  const to = (label: string, number: number): ScreenButton => ({
    label: t(`telegram:bot.staff.${label}`),
    action,
    args: [...args, String(number)],
  });
  const buttons = [
    ...(page > 0 ? [to('previous', page - 1)] : []),
    ...(page < last ? [to('next', page + 1)] : []),
  ];
  return buttons.length === 0 ? [] : [buttons];
}

/** A page's number as a button brought it. */
export function pageOf(text: string | undefined): number {
  return /^\d{1,5}$/.test(text ?? '') ? Number(text) : 0;
}
