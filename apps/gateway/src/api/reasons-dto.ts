import { fieldLabel, reasonText, seesField, stepLabel } from '@kntc/domain';
import type { UserRole } from '@kntc/domain';
import type { RecordRow } from '@kntc/storage';
import type { z } from 'zod';
import type { REASON } from './records.dto';

type ReasonDto = z.input<typeof REASON>;

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
