import { overlaysInForce } from '@kntc/domain';
import type { IdentityPolicy, MappedRecord, Source } from '@kntc/domain';
import type { Candidate } from './page';

/** The record as its source says it, completed by what people know and may have here under the policy in force. */
export function mappedWithOverlays(
  source: Source,
  { raw, known }: Candidate,
  policy: IdentityPolicy | undefined,
): MappedRecord {
  const mapped = source.map(raw);
  const overlays = overlaysInForce(known?.overlays ?? [], { kind: mapped.draft.kind, policy });
  return overlays.length === 0 ? mapped : source.map(raw, overlays);
}
