import { distance } from 'fastest-levenshtein';
import { fold } from '@kntc/domain';

/** One mistake in a configuration file, precise enough to be mended without reading any code. */
export interface SourceProblem {
  /** File as it was found below the configuration folder. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** Key path, as `map.petitioners.fields.fullName`. Empty for the file itself. */
  readonly path: string;
  /** Vietnamese: what is wrong and what is expected. */
  readonly message: string;
  /** Nearest valid name. */
  readonly suggestion?: string | undefined;
}

/** `file:line path: message (có phải «x»?)`, one line for a terminal. */
export function problemLine(problem: SourceProblem): string {
  const where = problem.path === '' ? '' : ` ${problem.path}:`;
  const hint = problem.suggestion === undefined ? '' : ` (có phải «${problem.suggestion}»?)`;
  return `${problem.file}:${problem.line}${where} ${problem.message}${hint}`;
}

/** The valid name nearest to what was written, unless none is similar. Case, accents and `-`/`_` weigh nothing. */
export function nearest(written: string, valid: Iterable<string>): string | undefined {
  const target = comparable(written);
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of valid) {
    const apart = distance(target, comparable(name));
    if (best === undefined || apart < best.distance) best = { name, distance: apart };
  }
  const limit = Math.max(2, Math.floor(written.length / 3));
  return best !== undefined && best.distance <= limit ? best.name : undefined;
}

function comparable(name: string): string {
  return fold(name).replace(/[\s_-]/g, '');
}
