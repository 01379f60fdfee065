/** 32-bit hash of a string (FNV-1a with a final mix): the same on every machine and in every version of Node. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mixed(hash, 0x9e3779b1);
}

function mixed(hash: number, salt: number): number {
  let value = Math.imul(hash ^ salt, 0x85ebca6b);
  value ^= value >>> 13;
  value = Math.imul(value, 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** Sorted, each once: sets of hashes are compared by walking both. */
export type Terms = Uint32Array;

/** Words and pairs of neighbouring words. */
export function termsOf(words: readonly string[]): Terms {
  const hashes = new Set<number>();
  words.forEach((word, at) => {
    hashes.add(hash32(word));
    if (at > 0) hashes.add(hash32(`${words[at - 1]}_${word}`));
  });
  return Uint32Array.from(hashes).toSorted();
}

const RUN = 4;
/** Hashes kept of a text's wording: exact for short letters, a fair sample of long ones. */
const SKETCH = 96;

/** The smallest hashes of all runs of four words: texts with the same wording share them, whatever their length. */
export function sketchOf(words: readonly string[]): Terms {
  const hashes = new Set<number>();
  for (let at = 0; at + RUN <= words.length; at += 1) hashes.add(hash32(words.slice(at, at + RUN).join(' ')));
  return Uint32Array.from(hashes).toSorted().slice(0, SKETCH);
}

export const MINHASHES = 12;
const FEWEST_RUNS = 6;

/** Twelve minimum hashes of runs of three words; empty for texts too short to say anything by their wording. */
export function minhashesOf(words: readonly string[]): Terms {
  const runs: number[] = [];
  for (let at = 0; at + 3 <= words.length; at += 1) runs.push(hash32(words.slice(at, at + 3).join(' ')));
  if (runs.length < FEWEST_RUNS) return new Uint32Array(0);
  return Uint32Array.from({ length: MINHASHES }, (_none, row) => {
    const salt = Math.imul(row + 1, 0x9e3779b1) >>> 0;
    return runs.reduce((least, run) => Math.min(least, mixed(run, salt)), 0xffffffff);
  });
}
