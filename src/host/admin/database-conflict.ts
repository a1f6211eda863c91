/** What a database says when a row would be there twice, or is still pointed to; null for any other failure. */
export function conflictOf(error: unknown): 'duplicate' | 'still-used' | null {
  const code = codeOf(error);
  if (code === null) return null;
  if (
    code === 'ER_DUP_ENTRY' ||
    code === '23505' ||
    code === 'SQLITE_CONSTRAINT_UNIQUE' ||
    code === 'SQLITE_CONSTRAINT_PRIMARYKEY'
  )
    return 'duplicate';
  // SQLite reports ON DELETE RESTRICT as the trigger that it is inside.
  if (
    code === 'SQLITE_CONSTRAINT_TRIGGER' &&
    String((error as { message?: unknown }).message).includes('FOREIGN KEY')
  )
    return 'still-used';
  if (
    /^ER_(?:ROW_IS_REFERENCED|NO_REFERENCED_ROW)/.test(code) ||
    code === '23503' ||
    code === 'SQLITE_CONSTRAINT_FOREIGNKEY'
  )
    return 'still-used';
  return null;
}

function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  return typeof code === 'string' ? code : codeOf(cause);
}
