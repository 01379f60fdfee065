import type { Pause } from '../../ports/pause';
import { type CheckedLook, checkLooks, type LookDoubt } from './check-looks';
import { type DigestRange, POSITION_DIGITS } from './digest-ranges';
import type { DigestRow, DigestSide, LookDetail } from './digest-side';

export interface DigestSides {
  /** What we noted. */
  readonly ours: DigestSide;
  /** What the other side shows: the national database, or a local system. */
  readonly theirs: DigestSide;
}

/** A record that is not the same on both sides, or a range that one side does not answer for as it should. */
export type DigestFinding =
  | {
      readonly kind: 'different' | 'only-ours' | 'only-theirs';
      readonly id: string;
      readonly reference?: string | undefined;
    }
  | {
      readonly kind: 'doubt';
      readonly side: keyof DigestSides;
      readonly range: DigestRange;
      /** `moving`: it changed from one look to the next; compare it again later. */
      readonly doubt: LookDoubt | 'moving';
      /** Of `moving`: what we call the records that did. */
      readonly references?: readonly string[] | undefined;
    };

export interface DigestReport {
  /** `stopped`: the far side claims so much that going on makes no sense; what was found stands. */
  readonly kind: 'compared' | 'failed' | 'stopped';
  /** Of `failed`. */
  readonly reason?: string | undefined;
  readonly pause?: Pause | undefined;
  /** Requests to the other side. */
  readonly requests: number;
  /** Records that each side says it holds. */
  readonly counts: { readonly ours: number; readonly theirs: number };
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

type Pair = readonly [ours: CheckedLook, theirs: CheckedLook];

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
  #counts = { ours: 0, theirs: 0 };

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
    this.#counts = { ours: whole[0].count, theirs: whole[1].count };
    waiting.push(...(await this.#open([whole])));
    for (let ranges = waiting.pop(); ranges !== undefined; ranges = waiting.pop())
      waiting.push(...(await this.#open(await this.#pairs(ranges, { parts: 1 }))));
    await this.#compareSmall(1);
  }

  /** Compares the parts of the ranges. Small ones wait for their records; the others come back in portions of one request. */
  async #open(pairs: readonly Pair[]): Promise<readonly (readonly DigestRange[])[]> {
    const large: DigestRange[] = [];
    for (const [ours, theirs] of pairs) {
      const parts = differing(ours, theirs);
      await this.#checkEqualParts(ours, theirs, parts);
      for (const range of parts) (isSmall(range, ours, theirs) ? this.#small : large).push(range);
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
  async #checkEqualParts(ours: CheckedLook, theirs: CheckedLook, parts: readonly string[]): Promise<void> {
    const isTold = ours.doubts.length > 0 || theirs.doubts.length > 0;
    const isLeftOut = ours.digest === undefined || theirs.digest === undefined;
    if (parts.length > 0 || isTold || isLeftOut || ours.digest === theirs.digest) return;
    await this.told({ kind: 'doubt', side: 'theirs', range: theirs.range, doubt: 'wrong-digest' });
  }

  async #compareRows(ranges: readonly DigestRange[]): Promise<void> {
    const first = await this.#pairs(ranges, 'rows');
    const doubtful = first.filter(([ours, theirs]) => differing(ours, theirs).length > 0);
    if (doubtful.length === 0) return;
    const again = await this.#pairs(
      doubtful.map(([ours]) => ours.range),
      'rows',
      'silently',
    );
    for (const [index, pair] of again.entries()) {
      const before = doubtful[index];
      if (before !== undefined) await this.#tellRows(before, pair);
    }
  }

  async #tellRows(before: Pair, now: Pair): Promise<void> {
    const moving: string[] = [];
    for (const key of differing(...now)) {
      const isSame = before[0].byKey.get(key)?.digest === now[0].byKey.get(key)?.digest;
      const isSameThere = before[1].byKey.get(key)?.digest === now[1].byKey.get(key)?.digest;
      if (isSame && isSameThere) await this.told(findingOf(key, now));
      else moving.push(referenceOf(key, now) ?? referenceOf(key, before) ?? key);
    }
    const { range } = now[1];
    if (moving.length > 0)
      await this.told({ kind: 'doubt', side: 'theirs', range, doubt: 'moving', references: moving });
  }

  /** Both sides' looks at the ranges, checked; what is wrong with them is told. */
  async #pairs(
    ranges: readonly DigestRange[],
    detail: LookDetail,
    how?: 'silently',
  ): Promise<readonly Pair[]> {
    if (this.#requests >= this.limits.requests) throw new Ended('stopped');
    this.#requests += 1;
    const [ours, theirs] = await Promise.all([
      this.#looks('ours', ranges, detail),
      this.#looks('theirs', ranges, detail),
    ]);
    const pairs: Pair[] = [];
    for (const range of ranges) {
      const [one, other] = [ours.get(range), theirs.get(range)];
      if (one === undefined || other === undefined) continue;
      if (how !== 'silently') await this.#tellDoubts({ ours: one, theirs: other });
      // Nothing said of a range is not the same as nothing in it.
      if (!one.doubts.includes('missing') && !other.doubts.includes('missing')) pairs.push([one, other]);
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
    for (const side of ['ours', 'theirs'] as const) {
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
function differing(ours: CheckedLook, theirs: CheckedLook): readonly string[] {
  const keys = new Set([...ours.byKey.keys(), ...theirs.byKey.keys()]);
  return [...keys].filter((key) => ours.byKey.get(key)?.digest !== theirs.byKey.get(key)?.digest);
}

function isSmall(range: DigestRange, ...looks: readonly CheckedLook[]): boolean {
  if (range.length >= POSITION_DIGITS) return true;
  return looks.every((look) => {
    const part = look.byKey.get(range);
    return part === undefined || !('count' in part) || part.count <= LEAF_RECORDS;
  });
}

function findingOf(key: string, [ours, theirs]: Pair): DigestFinding {
  const one = ours.byKey.get(key) as DigestRow | undefined;
  const other = theirs.byKey.get(key) as DigestRow | undefined;
  const id = one?.id ?? other?.id ?? key;
  const reference = one?.reference ?? other?.reference;
  if (one === undefined) return { kind: 'only-theirs', id, reference };
  return { kind: other === undefined ? 'only-ours' : 'different', id, reference };
}

function referenceOf(key: string, [ours, theirs]: Pair): string | undefined {
  const rows = [ours.byKey.get(key), theirs.byKey.get(key)] as readonly (DigestRow | undefined)[];
  return rows.flatMap((row) => row?.reference ?? [])[0];
}
