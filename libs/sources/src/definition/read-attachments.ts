import type { MapScope } from './map-scope';
import type { Reader } from './reader';
import type { AttachmentLimits, Expression } from './source-definition';
import type { Tree } from './yaml-tree';

const MB = 1024 * 1024;
const DEFAULTS: AttachmentLimits = { perFileBytes: 50 * MB, perCaseBytes: 150 * MB };

/** `file: { column: duong_dan, root: DON_THU_DIR }`: a column that names files by path below a root. */
export function readFileByPath(scope: MapScope, tree: Tree | undefined): Expression['from'] | undefined {
  const map = scope.reader.map(tree, ['column', 'root']);
  const root = scope.reader.required(map, 'root');
  if (map !== undefined && !map.entries.has('column')) scope.reader.problem(map, 'thiếu khoá «column»');
  const column = scope.column(map?.entries.get('column'));
  if (column === undefined || root === undefined) return undefined;
  if (root.split('/').includes('..') || root === '/') {
    scope.reader.problem(
      map?.entries.get('root') ?? { line: 0, path: '' },
      `«${root}» không dùng làm thư mục gốc được`,
    );
    return undefined;
  }
  return { kind: 'file', column, root };
}

/** `attachmentLimits: { perFile: 20MB, perCase: 60MB }`. */
export function readAttachmentLimits(reader: Reader, tree: Tree | undefined): AttachmentLimits {
  const map = reader.map(tree, ['perFile', 'perCase']);
  const perFileBytes = size(reader, map?.entries.get('perFile')) ?? DEFAULTS.perFileBytes;
  const perCaseBytes =
    size(reader, map?.entries.get('perCase')) ?? Math.max(DEFAULTS.perCaseBytes, perFileBytes);
  if (map !== undefined && perCaseBytes < perFileBytes)
    reader.problem(map, 'perCase phải lớn hơn hoặc bằng perFile');
  return { perFileBytes, perCaseBytes };
}

function size(reader: Reader, tree: Tree | undefined): number | undefined {
  if (tree === undefined) return undefined;
  const text = reader.text(tree);
  const match = /^(\d{1,4})\s*(KB|MB)$/.exec(text?.trim() ?? '');
  if (match === null) {
    reader.problem(tree, `«${text ?? ''}» không phải là dung lượng; ví dụ 500KB, 20MB`);
    return undefined;
  }
  return Number(match[1]) * (match[2] === 'MB' ? MB : 1024);
}
