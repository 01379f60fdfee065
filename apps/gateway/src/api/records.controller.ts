import { BadRequestException, Controller, Get, Inject, Query } from '@nestjs/common';
import { fieldLabel, reasonText, stepLabel } from '@kntc/domain';
import type { RecordRow, StandingClass } from '@kntc/storage';
import { plainToInstance } from 'class-transformer';
import { IsIn, IsInt, IsNumberString, IsOptional, Max, MaxLength, Min, validateSync } from 'class-validator';
import type { Gateway } from '../composition/gateway';
import { Needs } from './access/route-access';
import { wrongParameters } from './edge/dto-pipe';
import { GATEWAY } from './tokens';

const CLASSES: readonly StandingClass[] = [
  'confirmed',
  'waiting',
  'quarantined',
  'held',
  'unknown',
  'outOfScope',
];
const LISTED = [...CLASSES, 'gone'] as const;
const PAGE = 50;

/** Query of the record list. */
export class RecordsQuery {
  /** A class of the summary, or `gone` for records whose row is gone at the source. */
  @IsIn(LISTED)
  readonly class!: StandingClass | 'gone';

  /** `next` of the page before. */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @MaxLength(18)
  readonly cursor?: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(500)
  readonly limit?: number;
}

interface RecordDto extends Omit<RecordRow, 'reasons' | 'holdCode'> {
  readonly reasons: readonly {
    readonly code: string;
    readonly field: string;
    readonly value?: string | undefined;
    readonly text: readonly string[];
  }[];
}

/** Records of one class, masked: references, codes and reasons, never a name, number or text of a petition. */
@Controller('api/v1/records')
export class RecordsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('records.read')
  async records(
    @Query() raw: Readonly<Record<string, string>>,
  ): Promise<{ readonly items: readonly RecordDto[]; readonly next: string | null }> {
    const query = parseQuery(raw);
    const limit = query.limit ?? PAGE;
    const rows = await this.gateway.parts.reports.records(query.class, query.cursor ?? '0', limit + 1);
    const items = rows.slice(0, limit);
    return { items: items.map(toDto), next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }
}

function parseQuery(raw: Readonly<Record<string, string>>): RecordsQuery {
  const limit = raw['limit'] === undefined ? {} : { limit: Number(raw['limit']) };
  const query = plainToInstance(RecordsQuery, { ...raw, ...limit });
  const problems = validateSync(query, {
    whitelist: true,
    forbidNonWhitelisted: true,
    validationError: { target: false, value: false },
  });
  if (problems.length > 0) {
    throw new BadRequestException({
      detail: `${wrongParameters(problems)} class là một trong ${LISTED.join(', ')}; limit từ 1 đến 500; cursor lấy từ next của trang trước.`,
    });
  }
  return query;
}

function toDto(row: RecordRow): RecordDto {
  const { reasons, holdCode, ...rest } = row;
  const held =
    holdCode === undefined
      ? []
      : [{ code: holdCode, field: row.holdStep ?? '', text: reasonText(holdCode, stepLabel(row.holdStep)) }];
  const judged = reasons.map((reason) => ({
    code: reason.code,
    field: reason.field,
    value: reason.masked,
    text: reasonText(reason.code, fieldLabel(reason.field), reason.masked),
  }));
  return { ...rest, reasons: row.class === 'held' ? held : judged };
}
