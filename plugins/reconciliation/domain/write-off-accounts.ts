/** What something may be written off to, as the settings name it; the account of bank charges is always among them. */
export function writeOffAccountsOf(settings: {
  readonly writeOffAccounts: string;
  readonly chargesAccount: string;
}): readonly string[] {
  const named = settings.writeOffAccounts.split(',').map((name) => name.trim());
  return [...new Set([settings.chargesAccount.trim(), ...named])].filter((name) => name !== '');
}
