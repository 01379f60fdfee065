import { GatewayError, type NationalAgency } from '@kntc/domain';
import type { Answer } from '../../ttcp-2018/answers/answer';
import { filledText, list, members, reading, text } from './shape';

/** The directory, whole or not at all: no half list ever replaces a whole one. */
export function agencyRows(answer: Answer): readonly NationalAgency[] {
  const rows = reading(answer, ({ CoQuan }) => ({ kind: 'read' as const, rows: list(CoQuan).map(agencyOf) }));
  if (rows.kind === 'read') return rows.rows;
  const code = rows.reason === 'shape' ? 'GW_N203' : (rows.pause?.code ?? 'GW_N202');
  throw new GatewayError(code, `agencies: ${rows.reason}`);
}

function agencyOf(value: unknown): NationalAgency {
  const { Ma, Ten, MaCha, HieuLucTu, HieuLucDen } = members(value);
  return {
    code: filledText(Ma),
    name: filledText(Ten),
    parentCode: orNone(MaCha),
    validFrom: orNone(HieuLucTu),
    validUntil: orNone(HieuLucDen),
  };
}

function orNone(value: unknown): string | undefined {
  const found = text(value);
  return found === '' ? undefined : found;
}
