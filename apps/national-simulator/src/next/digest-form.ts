import { createHash } from 'node:crypto';
import type { UpdateMethod } from '../wire/methods';

/**
 * The digests of `config/national/next.openapi.yaml`, written from its words and on purpose without any code of the
 * gateway: both sides must be able to be wrong independently.
 */
export interface StepInForce {
  readonly method: UpdateMethod;
  /** Own id of a decision or enforcement; `''` else. */
  readonly ownId: string;
  /** The request body as it arrived. */
  readonly body: unknown;
}

type Members = Record<string, unknown>;

const IDS = new Set(['Id', 'IdKetQua', 'ThiHanhId']);
const FILES = new Set(['FileDinhKem', 'FileThuLy', 'FileBanHanh']);
const MARKER_AT_END = /\r?\n?\[Mã hồ sơ địa phương:[^\]\r\n]*\]\s*$/u;

/** The fields of a body that count, in the form they arrived in. */
export function fieldsThatCount(method: UpdateMethod, body: unknown): Members {
  const fields = without(body as Members, IDS);
  if (method === 'CapNhatVuViec') {
    fields['VuViec'] = without((body as Members)['VuViec'] as Members, new Set(['Id', 'GanVuViec']));
    const { NoiDungDon } = fields;
    if (typeof NoiDungDon === 'string')
      fields['NoiDungDon'] = NoiDungDon.normalize('NFC').replace(MARKER_AT_END, '');
  }
  return withoutFiles(fields) as Members;
}

export function stepDigest(method: UpdateMethod, body: unknown): string {
  return digest(JSON.stringify(normal(fieldsThatCount(method, body)) ?? {}));
}

export function recordDigest(steps: readonly StepInForce[]): string {
  const lines = steps.map(({ method, ownId, body }) =>
    JSON.stringify([method, ownId.toLowerCase(), stepDigest(method, body)]),
  );
  return digest(`[${lines.toSorted().join(',')}]`);
}

export function positionOf(caseId: string): string {
  return createHash('sha256').update(caseId.toLowerCase()).digest('hex').slice(0, 15);
}

/** The first 16 bytes of SHA-256 as 22 characters. */
export function digest(data: string | Buffer): string {
  return createHash('sha256').update(data).digest().subarray(0, 16).toString('base64url');
}

function without(members: Members, keys: ReadonlySet<string>): Members {
  return Object.fromEntries(Object.entries(members).filter(([key]) => !keys.has(key)));
}

function withoutFiles(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutFiles);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (FILES.has(key) ? [] : [[key, withoutFiles(item)]])),
  );
}

/** Sorted keys, composed and trimmed texts, figures as text; undefined for what is empty. */
function normal(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return value.normalize('NFC').trim() || undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) {
    const items = value.map(normal).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  const entries = Object.keys(value)
    .toSorted()
    .map((key): [string, unknown] => [key, normal((value as Members)[key])])
    .filter(([, item]) => item !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
