import { nearest, type SourceProblem } from './problems';
import type { Tree, TreeMap } from './yaml-tree';

/** Reads typed values out of a parsed file and gathers every problem instead of stopping at the first. */
export class Reader {
  readonly #problems: SourceProblem[] = [];

  constructor(readonly file: string) {}

  get problems(): readonly SourceProblem[] {
    return this.#problems;
  }

  problem(at: { readonly line: number; readonly path: string }, message: string, suggestion?: string): void {
    this.#problems.push({ file: this.file, line: at.line, path: at.path, message, suggestion });
  }

  /** The tree as a map whose keys are all among `allowed`; unknown keys are problems with the nearest valid one. */
  map(tree: Tree | undefined, allowed: Iterable<string>): TreeMap | undefined {
    const map = this.anyMap(tree);
    const valid = [...allowed];
    for (const [key, value] of map?.entries ?? []) {
      if (!valid.includes(key)) this.problem(value, `không có khoá «${key}»`, nearest(key, valid));
    }
    return map;
  }

  /** The tree as a map with free keys. */
  anyMap(tree: Tree | undefined): TreeMap | undefined {
    if (tree === undefined) return undefined;
    if (tree.kind === 'map') return tree;
    this.problem(tree, 'cần một nhóm khoá: giá trị');
    return undefined;
  }

  list(tree: Tree | undefined): readonly Tree[] {
    if (tree === undefined) return [];
    if (tree.kind === 'list') return tree.items;
    this.problem(tree, 'cần một danh sách [ … ]');
    return [];
  }

  /** One text or a list of texts; empty texts are kept, `null` entries are not. */
  texts(tree: Tree | undefined): readonly string[] {
    if (tree?.kind === 'scalar') return tree.text === undefined ? [] : [tree.text];
    return this.list(tree).flatMap((item) => {
      if (item.kind === 'scalar') return item.text === undefined ? [] : [item.text];
      this.problem(item, 'cần một giá trị đơn');
      return [];
    });
  }

  text(tree: Tree | undefined): string | undefined {
    if (tree === undefined) return undefined;
    if (tree.kind === 'scalar' && tree.text !== undefined) return tree.text;
    this.problem(tree, 'cần một giá trị');
    return undefined;
  }

  /** Text that must be there and not be blank; `owner` is where a missing key is reported. */
  required(owner: TreeMap | undefined, key: string): string | undefined {
    const tree = owner?.entries.get(key);
    if (owner !== undefined && tree === undefined) this.problem(owner, `thiếu khoá «${key}»`);
    const text = this.text(tree);
    if (tree !== undefined && text?.trim() === '') this.problem(tree, `«${key}» không được để trống`);
    return text?.trim() === '' ? undefined : text;
  }

  flag(tree: Tree | undefined, otherwise: boolean): boolean {
    const text = tree === undefined ? undefined : this.text(tree);
    if (text === 'true') return true;
    if (text === 'false') return false;
    if (text !== undefined && tree !== undefined) this.problem(tree, 'cần true hoặc false');
    return otherwise;
  }

  choice<T extends string>(tree: Tree | undefined, valid: readonly T[], otherwise: T): T {
    const text = this.text(tree);
    const found = valid.find((name) => name === text);
    if (found === undefined && text !== undefined && tree !== undefined)
      this.problem(tree, `«${text}» không hợp lệ; dùng ${valid.join(', ')}`, nearest(text, valid));
    return found ?? otherwise;
  }

  /** `500ms`, `5s`, `2m`, `1h` in milliseconds. */
  duration(tree: Tree | undefined): number | undefined {
    const text = this.text(tree);
    if (text === undefined || tree === undefined) return undefined;
    const match = /^(\d{1,6})\s*(ms|s|m|h)$/.exec(text.trim());
    if (match === null) {
      this.problem(tree, `«${text}» không phải là khoảng thời gian; ví dụ 500ms, 5s, 2m, 1h`);
      return undefined;
    }
    return Number(match[1]) * (UNITS_MS.get(match[2] ?? '') ?? 1);
  }
}

const UNITS_MS = new Map([
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
]);
