/** Whether a representative would owe more than its limit. Minor units of one currency. */
export type CreditCheck =
  { readonly within: true } | { readonly within: false; readonly limit: bigint; readonly owed: bigint };

/** @param limit null: none. `open` is what is owed before the new invoice of `total`; money paid ahead counts against it. */
export function checkCreditLimit(
  limit: bigint | null,
  open: bigint,
  paidAhead: bigint,
  total: bigint,
): CreditCheck {
  const owed = open - paidAhead + total;
  return limit === null || owed <= limit ? { within: true } : { within: false, limit, owed };
}
