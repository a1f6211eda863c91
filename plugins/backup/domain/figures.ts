/** A figure of a copy that is another, or not there, when it is computed again. */
export interface FigureDifference {
  readonly figure: string;
  readonly expected: string;
  readonly found: string | null;
}

/** The first figure, by name, that is not what it was. */
export function firstDifference(
  expected: Readonly<Record<string, string>>,
  found: Readonly<Record<string, string>>,
  isExcepted: (figure: string) => boolean = () => false,
): FigureDifference | null {
  for (const [figure, value] of Object.entries(expected).toSorted(([one], [other]) => (one < other ? -1 : 1)))
    if (!isExcepted(figure) && found[figure] !== value)
      return { figure, expected: value, found: found[figure] ?? null };
  return null;
}
