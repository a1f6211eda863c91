/** The list holds its own filters; AdminJS's drawer beside it stays away. */
export function NoFilterDrawer(): null {
  return null;
}
