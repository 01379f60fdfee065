import { freezeCase, thawCase } from '@kntc/domain';
import type { Case, FrozenPlain, FrozenSecret, SealBox } from '@kntc/domain';
import { viewOf } from './packed-bytes';

export interface SealedCaseRow {
  readonly plain: Buffer;
  readonly secret: Buffer;
}

/** Both halves of a case version as sealed bytes, each bound to its column, case and version. */
export function toSealedRow(kase: Case, caseId: string, version: number, seal: SealBox): SealedCaseRow {
  const frozen = freezeCase(kase);
  return {
    plain: viewOf(seal.seal(Buffer.from(JSON.stringify(frozen.plain)), plainContext(caseId, version))),
    secret: viewOf(seal.seal(Buffer.from(JSON.stringify(frozen.secret)), secretContext(caseId, version))),
  };
}

/** Reads a case version back; the secret half is decrypted only when something sealed is opened. */
export function fromSealedRow(row: SealedCaseRow, caseId: string, version: number, seal: SealBox): Case {
  const plain = parse(seal.open(row.plain, plainContext(caseId, version))) as FrozenPlain;
  return thawCase(plain, () => parse(seal.open(row.secret, secretContext(caseId, version))) as FrozenSecret);
}

/** A version from before there were data keys, both halves sealed with the key of its record. */
export function resealed(row: SealedCaseRow, caseId: string, version: number, seal: SealBox): SealedCaseRow {
  const again = (half: Buffer, context: string): Buffer =>
    viewOf(seal.seal(seal.open(half, context), context));
  return {
    plain: again(row.plain, plainContext(caseId, version)),
    secret: again(row.secret, secretContext(caseId, version)),
  };
}

/** The bytes were written and authenticated by us, so their shape is trusted. */
function parse(bytes: Uint8Array): unknown {
  return JSON.parse(Buffer.from(bytes).toString('utf8'));
}

function plainContext(caseId: string, version: number): string {
  return `case_version.plain|${caseId}|${version}`;
}

function secretContext(caseId: string, version: number): string {
  return `case_version.secret|${caseId}|${version}`;
}
