import { explainError } from '../explain-error';

/** One line of `kntc doctor`. */
export interface Finding {
  readonly what: string;
  /** `undefined`: not set up here, so there is nothing to judge. */
  readonly ok: boolean | undefined;
  readonly detail: string;
  /** What to do; only where something is wrong. */
  readonly action?: string | undefined;
}

export function good(what: string, detail: string): Finding {
  return { what, ok: true, detail };
}

export function bad(what: string, detail: string, action: string): Finding {
  return { what, ok: false, detail, action };
}

export function skipped(what: string, detail: string): Finding {
  return { what, ok: undefined, detail };
}

/** Turns a failure of a check into its finding: a doctor who faints helps nobody. */
export async function finding(what: string, check: () => Promise<Finding>): Promise<Finding> {
  try {
    return await check();
  } catch (err) {
    const { lines, details } = explainError(err);
    return bad(what, [lines[0], ...details].join('; '), lines[2]);
  }
}

const MARKS = { true: '✓', false: '✗', undefined: '–' };

export function findingLine({ what, ok, detail, action }: Finding): string {
  return `${MARKS[`${ok}`]} ${what}: ${detail}${action === undefined ? '' : ` → ${action}`}`;
}
