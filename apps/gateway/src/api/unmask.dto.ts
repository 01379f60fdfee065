import { UNMASK_FIELDS, UNMASK_REASONS } from '@kntc/domain';
import type { UnmaskField, UnmaskReason } from '@kntc/domain';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';

/** Body of a request to see one sealed field. */
export class UnmaskRequestBody {
  @IsString()
  @Matches(/^[A-Z0-9]{2,8}-[0-9A-HJKMNP-TV-Z]{13}$/)
  readonly reference!: string;

  @IsIn(UNMASK_FIELDS)
  readonly field!: UnmaskField;

  /** Place of the person in the petition, from 1; default the first. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(999)
  readonly place?: number;

  @IsIn(Object.keys(UNMASK_REASONS))
  readonly reasonCode!: UnmaskReason;

  /** What for, in own words; goes into the audit, so nobody's name belongs here. */
  @IsString()
  @MaxLength(500)
  readonly reasonText!: string;
}
