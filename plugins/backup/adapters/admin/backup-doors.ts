/** What the doors under /admin/x/backup answer stands in contract/doors.ts. */
export const DOORS = '/admin/x/backup';
