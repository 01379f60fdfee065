/** What a command may touch of the world outside: its variables and two streams of lines. */
export interface Terminal {
  /** Variables as handed over by `main.ts`; nothing else reads them. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Everything on standard input, asked for by commands whose input must not stand on a command line. */
  readonly input?: () => Promise<string>;
  /** One result line to standard output. */
  readonly out: (line: string) => void;
  /** One line of progress or complaint to standard error. */
  readonly err: (line: string) => void;
}

/** 0 done and nothing wrong · 1 a problem was found or the command was refused · 2 the command was written wrongly. */
export type ExitCode = 0 | 1 | 2;
