import type { Reader } from './reader';
import type { SourceDefinition } from './source-definition';
import type { Tree } from './yaml-tree';

const MOST_KEYS = 2;

/** Reads `hook: { keys: [NAME] }`: names of the secrets with which the local system signs, never the secrets. */
export function readHook(reader: Reader, tree: Tree | undefined): SourceDefinition['hook'] {
  const list = reader.map(tree, ['keys'])?.entries.get('keys');
  if (tree === undefined) return undefined;
  const names = list?.kind === 'list' ? reader.texts(list) : [];
  if (names.length < 1 || names.length > MOST_KEYS)
    reader.problem(list ?? tree, '«keys» cần một hoặc hai tên khoá (hai khi đang đổi khoá)');
  for (const name of names)
    if (!/^[A-Z][A-Z0-9_]*$/.test(name))
      reader.problem(list ?? tree, 'cần tên biến môi trường (A–Z, 0–9, _), không phải chính khoá');
  return { keys: names };
}
