import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The nearest folder at or above one of the starting points that holds the interface file and the code lists:
 * the same program runs from its source, from `dist` and from an image.
 * @throws when there is none.
 */
export function findProductRoot(startingPoints: readonly string[]): string {
  for (const start of startingPoints) {
    for (let folder = start; ; folder = dirname(folder)) {
      if (isRoot(folder)) return folder;
      if (dirname(folder) === folder) break;
    }
  }
  throw new Error('Không tìm thấy config/national và apps/national-simulator/code-lists.');
}

function isRoot(folder: string): boolean {
  return (
    existsSync(join(folder, 'config', 'national', 'ttcp-2018.openapi.yaml')) &&
    existsSync(join(folder, 'apps', 'national-simulator', 'code-lists'))
  );
}
