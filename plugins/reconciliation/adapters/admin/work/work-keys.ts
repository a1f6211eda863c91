/** What the keys of the work screen do, in the order in which the list of shortcuts shows them. */
export const WORK_KEYS = [
  { keys: 'a', deed: 'accept' },
  { keys: 'Enter', deed: 'accept' },
  { keys: 'j', deed: 'next' },
  { keys: 'k', deed: 'previous' },
  { keys: 's', deed: 'byHand' },
  { keys: 'w', deed: 'writeOff' },
  { keys: 'i', deed: 'ignore' },
  { keys: 'u', deed: 'undo' },
  { keys: 'x', deed: 'acceptExact' },
  { keys: 'y', deed: 'confirmRule' },
  { keys: 'n', deed: 'declineRule' },
  { keys: '/', deed: 'search' },
] as const;

export type Deed = (typeof WORK_KEYS)[number]['deed'];

/** The first nine candidates, by their number. */
export const CANDIDATE_KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
