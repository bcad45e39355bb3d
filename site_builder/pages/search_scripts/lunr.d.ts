/** What these scripts use of lunr, which runs in the search's worker; lunr has no types of its own. */

interface LunrToken {
  clone(): LunrToken;
}

interface LunrPipeline {
  reset(): void;
  add(step?: Function): void;
}

interface LunrClause {
  term: string;
  fields?: string[];
  boost?: number;
  usePipeline?: boolean;
}

interface LunrQuery {
  clauses: LunrClause[];
  clause(clause: LunrClause): void;
}

interface LunrLanguage {
  (this: { pipeline: LunrPipeline; searchPipeline: LunrPipeline }): void;
  stemmer?: (token: LunrToken) => LunrToken | LunrToken[];
  trimmer?: Function;
  shorten?: (word: string) => string;
}

interface LunrMatch {
  matchData: { metadata: Record<string, Record<string, { position?: number[][] }>> };
}

declare const lunr: {
  [language: string]: LunrLanguage;
} & {
  english: LunrLanguage;
  chinese: LunrLanguage;
  endings: LunrLanguage;
  TinySegmenter: new () => { segment(text: string): string[] };
  stemmer: (token: LunrToken) => LunrToken;
  trimmer: Function;
  stopWordFilter: (term: string) => string | undefined;
  Token: new (text: string, metadata: object) => LunrToken;
  Pipeline: { registerFunction(step: Function | undefined, label: string): void };
  Index: { prototype: { query(build: (this: LunrQuery, query: LunrQuery) => void): LunrMatch[] } };
};

/** The language's name in lunr; the build puts it there. */
declare const LANGUAGE: string;
