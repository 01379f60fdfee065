import { Controller, Get, Inject } from '@nestjs/common';
import { dateInVietnam, deadlineDays, shownCounts } from '@kntc/domain';
import type { Principal } from '@kntc/domain';
import { EVERY_AGENCY } from '@kntc/storage';
import type { QueuePause, SourceState } from '@kntc/storage';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { Needs } from './access/route-access';
import { alertsOverview } from './alerts-overview';
import { attentionDto } from './attention-dto';
import { causeDto } from './causes.dto';
import { deadlineCountsDto } from './deadlines.dto';
import { brakesDto, outageDto, recoveryDto } from './delivery-dto';
import { failureSentence } from './failure-sentence';
import { Does, type AnswerOf } from './operation/operation';
import { READ_OVERVIEW } from './overview.dto';
import { pauseDto } from './queues.dto';
import { GATEWAY } from './tokens';

const MAX_CAUSES = 200;

/** One look: where everything stands, and the few causes behind the many records. */
@Controller('api/v1/overview')
export class OverviewController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('overview.read')
  @Does(READ_OVERVIEW)
  async overview(@Asker() asker: Principal): Promise<AnswerOf<typeof READ_OVERVIEW>> {
    const { deliver, calendar, clock } = this.gateway.parts;
    const days = deadlineDays(calendar, dateInVietnam(clock.now()));
    const reports = this.gateway.parts.reports.seenBy(asker);
    const shown = shownCounts(asker);
    // Asked before the database is: what it then counts holds all that was read.
    const readAll = this.gateway.hasReadAll;
    const [classes, gone, causes, queue, sources, look, deadlines, requests] = await Promise.all([
      reports.classes(),
      reports.goneCount(),
      reports.causes(MAX_CAUSES),
      reports.queueDepth(),
      asker.agencies === 'all' ? reports.sources() : [],
      this.gateway.parts.looks.look(),
      reports.deadlines(days),
      reports.requests(days),
    ]);
    const notes = await this.gateway.parts.causeNotes.signedIn(asker, []).notes(causes.map(({ id }) => id));
    const { pausedCode } = deliver.gateState;
    return {
      classes: Object.fromEntries([...classes].map(([name, count]) => [name, shown(count)])),
      gone: shown(gone),
      causes: causes.map((cause) => ({
        ...causeDto(cause, shown),
        attention: attentionDto(notes.get(cause.id) ?? [], clock.now()),
      })),
      queue: {
        ...queue,
        due: shown(queue.due),
        braked: shown(queue.braked),
        inFlight: shown(queue.inFlight),
        unknown: shown(queue.unknown),
      },
      deadlines: deadlineCountsDto(deadlines, { shown, soon: days.soon, calendar, requests }),
      destination: {
        open: pausedCode === undefined,
        code: pausedCode,
        text: pausedCode === undefined ? undefined : failureSentence(pausedCode),
      },
      outages: look.outages.map(outageDto),
      ...(asker.agencies === 'all' && {
        recovery: recoveryDto(look),
        brakes: brakesDto(look),
        alerts: await alertsOverview(this.gateway.parts),
      }),
      pauses: look.queuePauses.filter(isTheirs(asker)).flatMap((one) => pauseDto(one) ?? []),
      readAll,
      sources: sources.map((source) => ({
        ...source,
        text: failureOf(source),
      })),
    };
  }
}

/** What stands in the way of a source: it cannot be read, too many of its rows are missing, or it was not compared to the end. */
function failureOf({ pausedCode, suspicious, digests }: SourceState): string | undefined {
  if (pausedCode !== undefined) return failureSentence(pausedCode);
  if (suspicious !== undefined) return failureSentence('GW_S106');
  return digests?.outcome.kind === 'broken-off' ? failureSentence('GW_S113') : undefined;
}

/** A pause of another agency, or of a source, says nothing to whoever works for some agencies only. */
function isTheirs({ agencies }: Principal): (pause: QueuePause) => boolean {
  return ({ side, target }) =>
    agencies === 'all' || (side === 'destination' && (target === EVERY_AGENCY || agencies.includes(target)));
}
