import { sha256 } from '@kntc/domain';

const FIRST_CAPACITY = 1_024;
/** 48 bits fit a double exactly; among a million keys a false hit has a chance of 4 · 10⁻⁹ per missing key. */
const HEX_DIGITS = 12;

/** Many keys in little memory: 8 bytes each, whatever their length. A false hit only delays that a key is missed. */
export class KeySet {
  #digests = new Float64Array(FIRST_CAPACITY);
  #size = 0;
  #isSorted = true;

  get size(): number {
    return this.#size;
  }

  add(key: string): void {
    if (this.#size === this.#digests.length) {
      const larger = new Float64Array(2 * this.#size);
      larger.set(this.#digests);
      this.#digests = larger;
    }
    this.#digests[this.#size] = digestOf(key);
    this.#size += 1;
    this.#isSorted = false;
  }

  has(key: string): boolean {
    if (!this.#isSorted) this.#digests.subarray(0, this.#size).sort();
    this.#isSorted = true;
    const wanted = digestOf(key);
    let low = 0;
    let high = this.#size - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = this.#digests[middle] ?? 0;
      if (found === wanted) return true;
      if (found < wanted) low = middle + 1;
      else high = middle - 1;
    }
    return false;
  }
}

function digestOf(key: string): number {
  return Number.parseInt(sha256(key).slice(0, HEX_DIGITS), 16);
}
