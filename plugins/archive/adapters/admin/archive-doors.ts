/** What the doors under /admin/x/archive answer stands in contract/doors.ts. */
export const DOORS = '/admin/x/archive';
