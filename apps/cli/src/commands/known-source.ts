import { join } from 'node:path';
import { nearest, problemLine } from '@kntc/sources';
import type { SourceDefinition, SourceProblem, loadSources } from '@kntc/sources';
import { wrongUsage } from '../refusal';

/** An id that no readable file has; while files are broken, it may stand in one of them. */
export function refuseUnknown(
  id: string | undefined,
  wanted: readonly SourceDefinition[],
  { sources, problems }: ReturnType<typeof loadSources>,
): void {
  if (id === undefined || wanted.length > 0 || problems.length > 0) return;
  const ids = sources.map((source) => source.id);
  const close = nearest(id, ids);
  throw wrongUsage(
    `Không có nguồn «${id}».${close === undefined ? '' : ` Có phải «${close}»?`}`,
    `Các nguồn đã khai: ${ids.join(', ') || '(chưa có)'}.`,
  );
}

/** A problem with the path of its file as the person at the terminal can open it. */
export function at(configDir: string, problem: SourceProblem): string {
  return problemLine({ ...problem, file: join(configDir, problem.file) });
}
