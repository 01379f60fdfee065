import { nearest } from './problems';
import { LAYOUT_KEYS, readLayout } from './read-layout';
import { readKeyPass } from './read-queries';
import type { Reader } from './reader';
import type { FileRecordDefinition, FilesDefinition, SheetColumn } from './source-definition';
import type { Tree, TreeMap } from './yaml-tree';

const PLACE_KEYS = ['folder', 'folderEnv', 'accept', 'mode'];
const DEFAULT_ACCEPT = ['*.xlsx', '*.csv'];

/** Reads `files`: where files are dropped and where the table lies in them. */
export function readFiles(reader: Reader, owner: TreeMap): FilesDefinition | undefined {
  const tree = owner.entries.get('files');
  if (tree === undefined) reader.problem(owner, 'thiếu khoá «files»');
  const map = reader.map(tree, [...PLACE_KEYS, ...LAYOUT_KEYS]);
  if (map === undefined) return undefined;
  const at = (key: string): Tree | undefined => map.entries.get(key);
  const mode = at('mode');
  if (mode === undefined) reader.problem(map, 'thiếu khoá «mode»: snapshot hoặc cumulative');
  return {
    ...readPlace(reader, map),
    accept: at('accept') === undefined ? DEFAULT_ACCEPT : reader.texts(at('accept')),
    mode: reader.choice(mode, ['snapshot', 'cumulative'], 'snapshot'),
    layout: readLayout(reader, map),
    line: map.line,
  };
}

function readPlace(reader: Reader, map: TreeMap): Pick<FilesDefinition, 'folder' | 'folderEnv'> {
  const folderTree = map.entries.get('folder');
  const envTree = map.entries.get('folderEnv');
  if ((folderTree === undefined) === (envTree === undefined))
    reader.problem(map, 'cần đúng một trong hai: folder (thư mục con của KNTC_INBOX_DIR) hoặc folderEnv');
  const folder = folderTree && reader.text(folderTree);
  if (folderTree !== undefined && folder !== undefined && !/^[\p{L}\d][\p{L}\d ._-]*$/u.test(folder))
    reader.problem(folderTree, `«${folder}» không hợp lệ: chỉ một tên thư mục, không có dấu / hay ..`);
  const folderEnv = envTree && reader.text(envTree);
  if (envTree !== undefined && folderEnv !== undefined && !/^[A-Z][A-Z0-9_]*$/.test(folderEnv))
    reader.problem(envTree, 'cần tên biến môi trường (A–Z, 0–9, _), không phải đường dẫn');
  return { folder, folderEnv };
}

/** Reads `record` of a file source: the columns whose texts, or whose digest, are the key. */
export function readFileRecord(
  reader: Reader,
  owner: TreeMap,
  columns: readonly SheetColumn[],
): FileRecordDefinition | undefined {
  const tree = owner.entries.get('record');
  if (tree === undefined) reader.problem(owner, 'thiếu khoá «record»');
  const map = reader.map(tree, ['key', 'keyPass']);
  const key = map?.entries.get('key');
  if (tree !== undefined && key === undefined) reader.problem(tree, 'thiếu khoá «key»');
  if (map === undefined || key === undefined) return undefined;
  const { by, names } = keyColumns(reader, key);
  if (names.length === 0) reader.problem(key, 'cần tên cột, [cột, cột] hoặc { hash: [cột, cột] }');
  const valid = columns.map(({ name }) => name);
  for (const name of names.filter((one) => !valid.includes(one)))
    reader.problem(key, `không có cột «${name}» trong files.columns`, nearest(name, valid));
  return { by, columns: names, keyLine: key.line, keyPassMs: readKeyPass(reader, map) };
}

function keyColumns(reader: Reader, key: Tree) {
  if (key.kind !== 'map') return { by: 'columns' as const, names: reader.texts(key) };
  const hash = reader.map(key, ['hash'])?.entries.get('hash');
  return { by: 'hash' as const, names: reader.texts(hash) };
}
