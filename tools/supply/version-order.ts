/** Order of two versions by the rules of Semantic Versioning 2.0: negative when `left` is older. */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [parse(left), parse(right)];
  for (const [index, number] of a.numbers.entries()) {
    const difference = number - (b.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.pre.length === 0 || b.pre.length === 0) return b.pre.length - a.pre.length; // 1.0.0-rc.1 < 1.0.0
  return comparePre(a.pre, b.pre);
}

function parse(version: string): { readonly numbers: readonly number[]; readonly pre: readonly string[] } {
  const found = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/.exec(version);
  if (!found) throw new Error(`not a version: ${version}`);
  return { numbers: [1, 2, 3].map((part) => Number(found[part] ?? 0)), pre: found[4]?.split('.') ?? [] };
}

function comparePre(left: readonly string[], right: readonly string[]): number {
  for (const [index, part] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const difference = comparePart(part, other);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function comparePart(left: string, right: string): number {
  const [isNumber, isOtherNumber] = [/^\d+$/.test(left), /^\d+$/.test(right)];
  if (isNumber && isOtherNumber) return Number(left) - Number(right);
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
