import { Controller, Get, Inject } from '@nestjs/common';
import { FAILURES, shownCounts } from '@kntc/domain';
import type { Principal, ShownCount } from '@kntc/domain';
import type { QueueDepth, SourceState } from '@kntc/storage';
import type { z } from 'zod';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { Needs } from './access/route-access';
import { causeDto, type CAUSE } from './causes.dto';
import { brakesDto, outageDto, recoveryDto } from './delivery-dto';
import type { BrakesDto, OutageDto, RecoveryDto } from './delivery-dto';
import { GATEWAY } from './tokens';

interface OverviewDto {
  readonly classes: Readonly<Record<string, ShownCount>>;
  /** Records whose row is gone at the source; they stand in none of the classes. */
  readonly gone: ShownCount;
  readonly causes: readonly z.input<typeof CAUSE>[];
  readonly queue: Omit<QueueDepth, 'due' | 'braked' | 'inFlight' | 'unknown'> &
    Readonly<Record<'due' | 'braked' | 'inFlight' | 'unknown', ShownCount>>;
  readonly destination: {
    readonly open: boolean;
    readonly code?: string | undefined;
    readonly text?: string | undefined;
  };
  /** Interruptions of the connection that are not over. */
  readonly outages: readonly OutageDto[];
  /** Absent, as the next one, for whoever works for some agencies only: they are of the province. */
  readonly recovery?: RecoveryDto;
  readonly brakes?: BrakesDto;
  /** Since this process started every source was read to its end once, or is paused. */
  readonly readAll: boolean;
  /** Empty for whoever works for some agencies only: a source belongs to the province. */
  readonly sources: readonly (SourceState & { readonly text?: string | undefined })[];
}

const MAX_CAUSES = 200;

/** One look: where everything stands, and the few causes behind the many records. */
@Controller('api/v1/overview')
export class OverviewController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('overview.read')
  async overview(@Asker() asker: Principal): Promise<OverviewDto> {
    const { deliver } = this.gateway.parts;
    const reports = this.gateway.parts.reports.seenBy(asker);
    const shown = shownCounts(asker);
    // Asked before the database is: what it then counts holds all that was read.
    const readAll = this.gateway.hasReadAll;
    const [classes, gone, causes, queue, sources, look] = await Promise.all([
      reports.classes(),
      reports.goneCount(),
      reports.causes(MAX_CAUSES),
      reports.queueDepth(),
      asker.agencies === 'all' ? reports.sources() : [],
      this.gateway.parts.looks.look(),
    ]);
    const { pausedCode } = deliver.gateState;
    return {
      classes: Object.fromEntries([...classes].map(([name, count]) => [name, shown(count)])),
      gone: shown(gone),
      causes: causes.map((cause) => causeDto(cause, shown)),
      queue: {
        ...queue,
        due: shown(queue.due),
        braked: shown(queue.braked),
        inFlight: shown(queue.inFlight),
        unknown: shown(queue.unknown),
      },
      destination: {
        open: pausedCode === undefined,
        code: pausedCode,
        text: pausedCode === undefined ? undefined : failureText(pausedCode),
      },
      outages: look.outages.map(outageDto),
      ...(asker.agencies === 'all' && { recovery: recoveryDto(look), brakes: brakesDto(look) }),
      readAll,
      sources: sources.map((source) => ({
        ...source,
        text: failureOf(source),
      })),
    };
  }
}

/** What stands in the way of a source: it cannot be read, or too many of its rows are missing. */
function failureOf({ pausedCode, suspicious }: SourceState): string | undefined {
  if (pausedCode !== undefined) return failureText(pausedCode);
  return suspicious === undefined ? undefined : failureText('GW_S106');
}

function failureText(code: string): string {
  return code in FAILURES ? FAILURES[code as keyof typeof FAILURES].vi : code;
}
