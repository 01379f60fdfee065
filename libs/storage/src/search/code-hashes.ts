import { usedCodes } from '@kntc/domain';
import type { Case, KeyedDigest, UsedCode } from '@kntc/domain';

const HASH_HEX = 16;

/** What stands in `source_record.code_hashes` for one national code. */
export function codeHash({ list, code }: UsedCode, search: KeyedDigest): string {
  return search.digest(`code|${list}|${code}`).slice(0, HASH_HEX);
}

/** Hashes of all codes of a case, sorted, as one text. The few codes there are come again and again. */
export class CodeHashes {
  readonly #kept = new Map<string, string>();

  constructor(private readonly search: KeyedDigest) {}

  of(kase: Case): string {
    const hashes = usedCodes(kase).map((one) => this.#hash(one));
    return hashes.toSorted().join(',');
  }

  #hash(one: UsedCode): string {
    const key = `${one.list}|${one.code}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const hash = codeHash(one, this.search);
    if (this.#kept.size < MOST_KEPT) this.#kept.set(key, hash);
    return hash;
  }
}

/** More than a province uses of fourteen lists. */
const MOST_KEPT = 20_000;
