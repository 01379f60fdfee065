import { BadRequestException, Controller, Get, Inject, Query } from '@nestjs/common';
import type { Principal } from '@kntc/domain';
import type { RecordRow, StandingClass } from '@kntc/storage';
import { plainToInstance } from 'class-transformer';
import { IsIn, IsInt, IsNumberString, IsOptional, Max, MaxLength, Min, validateSync } from 'class-validator';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { Needs } from './access/route-access';
import { wrongParameters } from './edge/dto-pipe';
import { reasonsDto, type ReasonDto } from './reasons-dto';
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
  readonly reasons: readonly ReasonDto[];
}

/** Records of one class, masked: references, codes and reasons, never a name, number or text of a petition. */
@Controller('api/v1/records')
export class RecordsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('records.read')
  async records(
    @Asker() asker: Principal,
    @Query() raw: Readonly<Record<string, string>>,
  ): Promise<{ readonly items: readonly RecordDto[]; readonly next: string | null }> {
    const query = parseQuery(raw);
    const limit = query.limit ?? PAGE;
    const { reports, people } = this.gateway.parts;
    const rows = await people.reading.page(`records ${query.class}`, asker, () =>
      reports.seenBy(asker).records(query.class, query.cursor ?? '0', limit + 1),
    );
    const items = rows.slice(0, limit);
    return {
      items: items.map((row) => toDto(row, asker)),
      next: rows.length > limit ? (items.at(-1)?.id ?? null) : null,
    };
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

function toDto(row: RecordRow, { roles }: Principal): RecordDto {
  const { reasons: _reasons, holdCode: _holdCode, ...rest } = row;
  return { ...rest, reasons: reasonsDto(row, roles) };
}
