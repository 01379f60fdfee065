import type { Pause } from '../../ports/pause';
import { type CheckedLook, checkLooks, type LookDoubt } from './check-looks';
import { type DigestRange, POSITION_DIGITS } from './digest-ranges';
import type { DigestRow, DigestSide, LookDetail } from './digest-side';

export interface DigestSides {
  readonly local: DigestSide;
  readonly national: DigestSide;
}

/** A record that is not the same on both sides, or a range that one side does not answer for as it should. */
export type DigestFinding =
  | {
      readonly kind: 'different' | 'only-local' | 'only-national';
      readonly id: string;
      readonly reference?: string | undefined;
    }
  | {
      readonly kind: 'doubt';
      readonly side: keyof DigestSides;
      readonly range: DigestRange;
      /** `moving`: it changed from one look to the next; compare it again later. */
      readonly doubt: LookDoubt | 'moving';
    };

export interface DigestReport {
  /** `stopped`: the far side claims so much that going on makes no sense; what was found stands. */
  readonly kind: 'compared' | 'failed' | 'stopped';
  /** Of `failed`. */
  readonly reason?: string | undefined;
  readonly pause?: Pause | undefined;
  /** Requests to the national side. */
  readonly requests: number;
  /** Records that each side says it holds. */
  readonly counts: { readonly local: number; readonly national: number };
}

export interface DigestLimits {
  /** Ranges of one request: each answers at most sixteen parts or rows, if the other side is honest. */
  readonly rangesPerRequest: number;
  /** More requests than that are never made. An honest side with a million records needs about 600 if all differ. */
  readonly requests: number;
}

export const DIGEST_LIMITS: DigestLimits = { rangesPerRequest: 256, requests: 20_000 };

/** 4,096 ranges at first. */
const FIRST_DIGITS = 3;
/** Ranges with no more records than this on either side are compared record by record. */
export const LEAF_RECORDS = 16;

type Told = (finding: DigestFinding) => void | Promise<void>;

/**
 * Finds what differs between two sides by digests of ranges: the 4,096 first ones, then sixteen parts of every one that
 * differs, until few enough records are left to be shown. What it costs follows the number of differences, not of records.
 * Each record is looked at twice before it is told, so that what is being written meanwhile is `moving` and no finding.
 *
 * Ends whatever the far side answers: ranges get longer at every turn, and requests are counted. Keeps no list of
 * findings: each is told as it is found, in ranges that follow each other.
 */
export function compareByDigests(
  sides: DigestSides,
  told: Told,
  limits: DigestLimits = DIGEST_LIMITS,
): Promise<DigestReport> {
  return new Descent(sides, told, limits).run();
}

type Pair = readonly [local: CheckedLook, national: CheckedLook];

/** Why a comparison ends early. */
class Ended extends Error {
  constructor(
    readonly kind: 'failed' | 'stopped',
    readonly answer?: { readonly reason: string; readonly pause?: Pause | undefined },
  ) {
    super(kind);
  }
}

class Descent {
  #requests = 0;
  /** Ranges whose records are few enough to be shown. */
  readonly #small: DigestRange[] = [];
  #counts = { local: 0, national: 0 };

  constructor(
    private readonly sides: DigestSides,
    private readonly told: Told,
    private readonly limits: DigestLimits,
  ) {}

  async run(): Promise<DigestReport> {
    try {
      await this.#all();
      return { kind: 'compared', ...this.#costs };
    } catch (err) {
      if (!(err instanceof Ended)) throw err;
      return { kind: err.kind, ...err.answer, ...this.#costs };
    }
  }

  get #costs(): Pick<DigestReport, 'requests' | 'counts'> {
    return { requests: this.#requests, counts: this.#counts };
  }

  async #all(): Promise<void> {
    const waiting: (readonly DigestRange[])[] = [];
    const [whole] = await this.#pairs([''], { parts: FIRST_DIGITS });
    if (whole === undefined) return;
    this.#counts = { local: whole[0].count, national: whole[1].count };
    waiting.push(...(await this.#open([whole])));
    for (let ranges = waiting.pop(); ranges !== undefined; ranges = waiting.pop())
      waiting.push(...(await this.#open(await this.#pairs(ranges, { parts: 1 }))));
    await this.#compareSmall(1);
  }

  /** Compares the parts of the ranges. Small ones wait for their records; the others come back in portions of one request. */
  async #open(pairs: readonly Pair[]): Promise<readonly (readonly DigestRange[])[]> {
    const large: DigestRange[] = [];
    for (const [local, national] of pairs) {
      const parts = differing(local, national);
      await this.#checkEqualParts(local, national, parts);
      for (const range of parts) (isSmall(range, local, national) ? this.#small : large).push(range);
    }
    await this.#compareSmall(this.limits.rangesPerRequest);
    return this.#portions(large);
  }

  /** As many as fill requests; in the end the rest. */
  async #compareSmall(atLeast: number): Promise<void> {
    while (this.#small.length >= atLeast)
      await this.#compareRows(this.#small.splice(0, this.limits.rangesPerRequest));
  }

  /** The whole differs and no part of it does: whoever says so is wrong about one of them. */
  async #checkEqualParts(local: CheckedLook, national: CheckedLook, parts: readonly string[]): Promise<void> {
    const isTold = local.doubts.length > 0 || national.doubts.length > 0;
    if (parts.length > 0 || isTold || local.digest === undefined || local.digest === national.digest) return;
    await this.told({ kind: 'doubt', side: 'national', range: national.range, doubt: 'wrong-digest' });
  }

  async #compareRows(ranges: readonly DigestRange[]): Promise<void> {
    const first = await this.#pairs(ranges, 'rows');
    const doubtful = first.filter(([local, national]) => differing(local, national).length > 0);
    if (doubtful.length === 0) return;
    const again = await this.#pairs(
      doubtful.map(([local]) => local.range),
      'rows',
      'silently',
    );
    for (const [index, pair] of again.entries()) {
      const before = doubtful[index];
      if (before !== undefined) await this.#tellRows(before, pair);
    }
  }

  async #tellRows(before: Pair, now: Pair): Promise<void> {
    let isMoving = false;
    for (const key of differing(...now)) {
      const isSame = before[0].byKey.get(key)?.digest === now[0].byKey.get(key)?.digest;
      const isSameThere = before[1].byKey.get(key)?.digest === now[1].byKey.get(key)?.digest;
      if (isSame && isSameThere) await this.told(findingOf(key, now));
      else isMoving = true;
    }
    const { range } = now[1];
    if (isMoving) await this.told({ kind: 'doubt', side: 'national', range, doubt: 'moving' });
  }

  /** Both sides' looks at the ranges, checked; what is wrong with them is told. */
  async #pairs(
    ranges: readonly DigestRange[],
    detail: LookDetail,
    how?: 'silently',
  ): Promise<readonly Pair[]> {
    if (this.#requests >= this.limits.requests) throw new Ended('stopped');
    this.#requests += 1;
    const [local, national] = await Promise.all([
      this.#looks('local', ranges, detail),
      this.#looks('national', ranges, detail),
    ]);
    const pairs: Pair[] = [];
    for (const range of ranges) {
      const [ours, theirs] = [local.get(range), national.get(range)];
      if (ours === undefined || theirs === undefined) continue;
      if (how !== 'silently') await this.#tellDoubts({ local: ours, national: theirs });
      // Nothing said of a range is not the same as nothing in it.
      if (!ours.doubts.includes('missing') && !theirs.doubts.includes('missing')) pairs.push([ours, theirs]);
    }
    return pairs;
  }

  async #looks(
    side: keyof DigestSides,
    ranges: readonly DigestRange[],
    detail: LookDetail,
  ): Promise<ReadonlyMap<DigestRange, CheckedLook>> {
    const answer = await this.sides[side].look(ranges, detail);
    if (answer.kind === 'failed') throw new Ended('failed', answer);
    return checkLooks(answer.looks, ranges, detail);
  }

  async #tellDoubts(looks: Readonly<Record<keyof DigestSides, CheckedLook>>): Promise<void> {
    for (const side of ['local', 'national'] as const) {
      const { range, doubts } = looks[side];
      for (const doubt of doubts) await this.told({ kind: 'doubt', side, range, doubt });
    }
  }

  #portions(ranges: readonly DigestRange[]): readonly (readonly DigestRange[])[] {
    const size = this.limits.rangesPerRequest;
    const portions: (readonly DigestRange[])[] = [];
    for (let at = 0; at < ranges.length; at += size) portions.push(ranges.slice(at, at + size));
    return portions;
  }
}

/** Ranges or records that are not the same in both looks. */
function differing(local: CheckedLook, national: CheckedLook): readonly string[] {
  const keys = new Set([...local.byKey.keys(), ...national.byKey.keys()]);
  return [...keys].filter((key) => local.byKey.get(key)?.digest !== national.byKey.get(key)?.digest);
}

function isSmall(range: DigestRange, ...looks: readonly CheckedLook[]): boolean {
  if (range.length >= POSITION_DIGITS) return true;
  return looks.every((look) => {
    const part = look.byKey.get(range);
    return part === undefined || !('count' in part) || part.count <= LEAF_RECORDS;
  });
}

function findingOf(key: string, [local, national]: Pair): DigestFinding {
  const ours = local.byKey.get(key) as DigestRow | undefined;
  const theirs = national.byKey.get(key) as DigestRow | undefined;
  const id = ours?.id ?? theirs?.id ?? key;
  const reference = ours?.reference ?? theirs?.reference;
  if (ours === undefined) return { kind: 'only-national', id, reference };
  return { kind: theirs === undefined ? 'only-local' : 'different', id, reference };
}
