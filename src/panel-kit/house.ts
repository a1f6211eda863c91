/** What the server tells the panel about the reader and the house; it stands in the page before any script runs. */
export interface HouseState {
  readonly language: 'en' | 'uk' | 'ru';
  readonly languages: readonly { readonly value: string; readonly label: string }[];
  readonly user: {
    readonly name: string;
    readonly email: string;
    readonly role: string;
    readonly roleLabel: string;
  };
  /** `zone` is an IANA name, `currency` an ISO 4217 code */
  readonly organisation: { readonly name: string; readonly zone: string; readonly currency: string };
  readonly canReadHealth: boolean;
  readonly canExportLists: boolean;
  readonly canReadHistory: boolean;
  readonly canManageSettings: boolean;
  readonly canReadComments: boolean;
  readonly navigation: readonly NavigationGroup[];
  /** pages that are about the reader alone, for the account menu */
  readonly account: readonly (NavigationLink & { readonly name: string })[];
  /** what plugins put on the home page, as far as the reader may see it; `id` is `<plugin>.<name>` */
  readonly widgets: readonly { readonly id: string; readonly title: string }[];
  readonly titles: Readonly<Record<string, { readonly name: string; readonly plural: string }>>;
  /** resources whose list has a search box */
  readonly searchable: readonly string[];
  /** the section `panel` of each locale file, in the reader's language, by namespace */
  readonly texts: Readonly<Record<string, TextTree>>;
}

export interface NavigationGroup {
  readonly plugin: string;
  readonly label: string;
  readonly links: readonly NavigationLink[];
}

export interface NavigationLink {
  readonly label: string;
  readonly icon: string | null;
  readonly href: string;
}

export interface TextTree {
  readonly [key: string]: string | TextTree;
}

declare global {
  interface Window {
    REDUX_STATE: { readonly session?: { readonly house?: Partial<HouseState> } | null };
  }
}

const NOBODY: HouseState = {
  language: 'en',
  languages: [],
  user: { name: '', email: '', role: '', roleLabel: '' },
  organisation: { name: '', zone: 'UTC', currency: 'EUR' },
  canReadHealth: false,
  canExportLists: false,
  canReadHistory: false,
  canManageSettings: false,
  canReadComments: false,
  navigation: [],
  account: [],
  widgets: [],
  titles: {},
  searchable: [],
  texts: {},
};

let read: HouseState | undefined;

/** Who reads, in which language, and what the house is called. */
export function house(): HouseState {
  read ??= { ...NOBODY, ...window.REDUX_STATE?.session?.house };
  return read;
}
