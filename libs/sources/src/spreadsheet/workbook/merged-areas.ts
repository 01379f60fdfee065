import { positionOf } from '../../definition/read-layout';
import { FileRefused } from '../refusals';
import type { MergedArea } from '../rows';
import type { Archive } from './archive';

const END_OF_DATA = /<\/(?:\w+:)?sheetData>/;
/** Longer than the mark, so that one across two pieces is seen. */
const OVERLAP = 64;
const MAX_AREAS = 500_000;
/** What follows the rows: merged areas, links, page set-up. */
const MAX_TAIL_BYTES = 32 * 1024 * 1024;
/** Bounded: a tag that never ends must not be searched through from each of its characters. */
const AREA =
  /<(?:\w{1,20}:)?mergeCell\b[^>]{0,200}?\bref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']/g;

/**
 * Merged areas stand behind the rows but are needed before them: this unpacks the sheet once without parsing its
 * rows, which takes a tenth of the time, and looks at what follows the last one.
 */
export async function readMergedAreas(archive: Archive, part: string): Promise<readonly MergedArea[]> {
  const tail = await tailOf(archive, part);
  const areas: MergedArea[] = [];
  for (const [, left = '', top, right = '', bottom] of tail.matchAll(AREA)) {
    const [from, to] = [positionOf(left), positionOf(right)];
    if (from === undefined || to === undefined) continue;
    if (areas.length === MAX_AREAS) throw new FileRefused('TOO_BIG', 'quá nhiều ô gộp');
    areas.push({ top: Number(top), left: from, bottom: Number(bottom), right: to });
  }
  return areas;
}

async function tailOf(archive: Archive, part: string): Promise<string> {
  let kept = '';
  let isTail = false;
  const stream = await archive.stream(part);
  try {
    for await (const chunk of stream) {
      const text: string = kept + (chunk as Buffer).toString('latin1');
      const end: number = isTail ? -1 : text.search(END_OF_DATA);
      isTail ||= end >= 0;
      kept = end >= 0 ? text.slice(end) : isTail ? text : text.slice(-OVERLAP);
      if (kept.length > MAX_TAIL_BYTES) throw new FileRefused('TOO_BIG', 'quá nhiều ô gộp');
    }
  } catch (err) {
    throw err instanceof FileRefused ? err : new FileRefused('DAMAGED', 'không giải nén được trang tính');
  }
  return kept;
}
