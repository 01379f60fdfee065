import { parse } from 'csv-parse/sync';

export const DELIMITERS: readonly string[] = [',', ';', '\t', '|'];
const SAMPLE_ROWS = 50;

export interface CsvShape {
  readonly delimiter: string;
  /** Cells of most rows. */
  readonly width: number;
}

/**
 * The delimiter that gives most rows the same number of cells; a first line `sep=;`, as Excel writes it, decides.
 * @param sample beginning of the text; its last line may be cut
 * @param given delimiter that is known; then only the width is looked for
 */
export function detectDelimiter(sample: string, given?: string): CsvShape {
  const said = given ?? /^sep=(.)\r?\n/i.exec(sample)?.[1];
  const candidates = (said === undefined ? DELIMITERS : [said]).map((delimiter) =>
    shapeBy(sample, delimiter),
  );
  const [best] = candidates.toSorted((a, b) => b.cells - a.cells);
  // A quote that nobody closes hides all that follows; it is what must be named then, not titles that are not found.
  if ((best?.cells ?? 0) === 0 && sample.includes('"'))
    return detectDelimiter(sample.replaceAll('"', ''), given);
  return { delimiter: best?.delimiter ?? ',', width: best?.width ?? 1 };
}

/** Width of the rows of a sample under a delimiter, and how many cells stand in rows of that width. */
function shapeBy(sample: string, delimiter: string): CsvShape & { readonly cells: number } {
  const all = sampleRows(sample, delimiter);
  // A row over several lines may be several rows that a stray quote made one: better to go by the others.
  const single = all.filter((row) => !row.some((text) => /[\r\n]/.test(text)));
  const counts = new Map<number, number>();
  for (const { length } of single.length > 0 ? single : all)
    counts.set(length, (counts.get(length) ?? 0) + 1);
  const [width, count] = [...counts].toSorted((a, b) => b[1] * b[0] - a[1] * a[0])[0] ?? [1, 0];
  return { delimiter, width, cells: width > 1 ? width * count : 0 };
}

function sampleRows(sample: string, delimiter: string): readonly (readonly string[])[] {
  const complete = sample.slice(0, sample.lastIndexOf('\n') + 1) || sample;
  const options = { delimiter, relax_column_count: true, relax_quotes: true, to: SAMPLE_ROWS };
  try {
    return parse(complete, options);
  } catch {
    return []; // a quote that is still open at the end of the sample; another delimiter may read it
  }
}
