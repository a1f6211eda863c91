export const TEST_SECRET_KEY = 'a secret key of these specifications';
