/** How a value is written before it is indexed, so that two spellings of one address are one. */
export type Spelling = 'email' | 'phone' | 'account' | 'exact';

const SPELLED: Readonly<Record<Spelling, (value: string) => string>> = {
  email: (value) => value.trim().toLowerCase(),
  phone: (value) => digitsOf(value) || value.trim().toLowerCase(),
  account: (value) => value.replaceAll(/\s/g, '').toUpperCase(),
  exact: (value) => value,
};

/** 00 before a country is the + of who has no +. */
const digitsOf = (value: string): string => value.replaceAll(/\D/g, '').replace(/^00/, '');

export const spelled = (spelling: Spelling, value: string): string => SPELLED[spelling](value);
