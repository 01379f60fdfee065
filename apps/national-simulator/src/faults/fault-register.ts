import type { Method } from '../wire/methods';
import type { FaultRule } from './fault-rule';

export interface FaultState {
  readonly rule: FaultRule;
  readonly matched: number;
  readonly fired: number;
}

interface ActiveRule {
  readonly rule: FaultRule;
  readonly draw: () => number;
  matched: number;
  fired: number;
}

/** The rules in force, each with its own counters and its own random sequence. */
export class FaultRegister {
  private active: ActiveRule[] = [];

  /** Adds rules; one with a known id replaces the old one and starts counting anew. */
  add(rules: readonly FaultRule[]): void {
    for (const rule of rules) {
      const fresh = { rule, draw: seededRandom(rule.seed ?? 1), matched: 0, fired: 0 };
      const known = this.active.findIndex((entry) => entry.rule.id === rule.id);
      if (known >= 0) this.active[known] = fresh;
      else this.active.push(fresh);
    }
  }

  clear(): void {
    this.active = [];
  }

  list(): readonly FaultState[] {
    return this.active.map(({ rule, matched, fired }) => ({ rule, matched, fired }));
  }

  /** Counts this request in every matching rule; the first that fires is the one that acts. */
  match(method: Method): FaultRule | null {
    let acting: FaultRule | null = null;
    for (const entry of this.active) {
      if (entry.rule.method !== '*' && entry.rule.method !== method) continue;
      entry.matched += 1;
      if (!fires(entry) || acting) continue;
      entry.fired += 1;
      acting = entry.rule;
    }
    return acting;
  }
}

function fires({ rule, draw, matched }: ActiveRule): boolean {
  // Drawn even when nth decides otherwise, so that the sequence depends on the count of requests alone.
  const drawn = rule.rate === undefined || draw() < rule.rate;
  return drawn && (rule.nth === undefined || rule.nth === matched);
}

/** mulberry32: small, fast, the same sequence for the same seed on every machine. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
