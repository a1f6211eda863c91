/** What an entry of the audit trail names when it is about no one record: rows came back from a copy. */
export const WHOLE_DATABASE = 'Database';
