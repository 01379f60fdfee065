import { fieldLabel, reasonText, seesField, stepLabel } from '@kntc/domain';
import type { UserRole } from '@kntc/domain';
import type { RecordRow } from '@kntc/storage';

/** Why a record stands where it does: what happened, what it means, what to do. */
export interface ReasonDto {
  readonly code: string;
  readonly field: string;
  /** A local code as it is; anything else masked, and only for whoever sees masked fields. */
  readonly value?: string | undefined;
  readonly text: readonly string[];
}

/** What `mask` puts in the place of a letter. */
const MASKED = '•';

/** The reasons of a record as far as the roles see them. */
export function reasonsDto(row: RecordRow, roles: readonly UserRole[]): readonly ReasonDto[] {
  if (row.class === 'held') {
    const { holdCode: code, holdStep: step } = row;
    return code === undefined ? [] : [{ code, field: step ?? '', text: reasonText(code, stepLabel(step)) }];
  }
  return row.reasons.map(({ code, field, masked }) => {
    const isShown = masked === undefined || !masked.includes(MASKED) || seesField(roles, 'reasonValues');
    const value = isShown ? masked : undefined;
    return { code, field, value, text: reasonText(code, fieldLabel(field), value ?? '') };
  });
}
