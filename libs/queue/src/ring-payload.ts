/** All that a queue ever stores of a ring: no case, no reference, nothing of a person. */
export interface RingPayload {
  readonly lanes: readonly number[];
}

/** Far above the number of lanes of any database; a longer list was not written by us. */
const MAX_LANES = 65_536;

/** One payload for all lanes, each once; `undefined` when there is nothing to ring for. */
export function toRingPayload(lanes: readonly number[]): RingPayload | undefined {
  const once = [...new Set(lanes)].filter(isLane);
  return once.length === 0 ? undefined : { lanes: once };
}

/** The lanes of a stored payload; `undefined` when it is anything but a list of lane numbers and nothing else. */
export function fromRingPayload(stored: unknown): readonly number[] | undefined {
  if (typeof stored !== 'object' || stored === null || Object.keys(stored).length !== 1) return undefined;
  const { lanes } = stored as { lanes?: unknown };
  if (!Array.isArray(lanes) || lanes.length === 0 || lanes.length > MAX_LANES) return undefined;
  return lanes.every(isLane) ? lanes : undefined;
}

function isLane(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < MAX_LANES;
}
