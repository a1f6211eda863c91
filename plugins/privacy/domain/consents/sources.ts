/** Where somebody says what staff write down. */
export const ELSEWHERE = ['paper', 'email', 'phone'] as const;
