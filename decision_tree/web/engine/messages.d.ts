/** The engine's replies, as decision_tree/messages.py and the *_json.py beside it write them. */

export type Answers = Record<string, string>;

export interface Notice {
  code: string;
  name: string;
  value: string;
}

export interface Decided {
  path: [string, string][];
  settings: [string, string][];
  at: string;
  outcome: boolean;
  pending: [string, string][];
  unused: string[];
  notices: Notice[];
  left: [number, number];
  shown?: string[];
  row?: string | null;
}

/** A text whose {placeholders} are to be filled in with moments and days. */
export interface Said {
  text: string;
  values: Record<string, string | { day: string } | { moment: number; zone: string }>;
}

export interface Due {
  kind: string;
  submitted: number;
  due: number | null;
  opens: number;
  calendar: string | null;
  said: Said | null;
  ends: Said | null;
  reasons: Said[];
}

export interface Cited {
  cites: { title: string; href: string }[];
  derived: string;
}

export interface End {
  outcome: string;
  title: string;
  response: string;
  /** What the tables that it shows say, each in one line. */
  tables: string[];
}

export interface Change {
  id: string;
  /** The other answer; "" where it is any of several, so that the question must be asked again. */
  value: string;
  name: string;
  answer: string;
  asks: string;
  ends: End[];
}

export interface Unsure {
  id: string;
  name: string;
  text: string;
  help: string[];
  answers: Change[];
}

export interface Doubt {
  unsure: Unsure[];
  ends: End[];
  response: string;
  tables: string[];
  portal: string;
}

/** A table that an outcome shows, with the rows that count; `text` has all of it in one line. */
export interface TableRows {
  id: string;
  name: string;
  text: string;
  rows: ({ id: string; cells: { id: string; name: string; text: string; href: string }[] } & Cited)[];
}

export interface Card {
  receipt: string;
  due: Due | null;
  assumptions: string[];
  why: ({ id: string; name: string; answer: string } & Cited)[];
  row: ({ text: string } & Cited) | null;
  tables: TableRows[];
  changes: Change[];
  doubt: Doubt | null;
}

export interface Entry {
  field: string;
  value: string;
  address: string;
  finding: string | null;
  message: string;
  suggestion: string;
}

export interface Ticket {
  language: string;
  direction: string;
  languages: { locale: string; name: string }[];
  subject: string;
  body: string;
  markdown: string;
  mail?: string;
  whole?: boolean;
}

export interface Filled {
  sheet: Entry[];
  ticket: Ticket | null;
}

/** Where a receipt leads and what is different since; or why it cannot be read. */
export interface Replayed {
  error?: string;
  answers?: Answers;
  same?: boolean;
  said?: string;
  differences?: string[];
}

/** Where answers lead, as --json of the terminal says it; or sentences that refuse them. */
export type Found = { refused: string[] } | FoundStep;

export interface FoundStep extends Partial<Card>, Partial<Filled> {
  answers: Answers;
  settings: Answers;
  unused: string[];
  question: { id: string; text: string };
  /** In place of a question. */
  outcome?: { id: string; title: string };
}

/** Each kind of request with its reply. */
export interface Replies {
  decide: Decided;
  card: Card;
  fill: Filled;
  remind: { text: string | null };
  replay: Replayed;
  find: Found;
  list: object;
}
