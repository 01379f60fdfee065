import { Controller, Get, Inject, Param } from '@nestjs/common';
import { visibleFields, waitText } from '@kntc/domain';
import type { MaskedParties, PetitionKind, Principal, Wait } from '@kntc/domain';
import type { CaseView } from '@kntc/storage';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { refusal } from './access/refusal';
import { Needs } from './access/route-access';
import { reasonsDto, type ReasonDto } from './reasons-dto';
import { GATEWAY } from './tokens';

/** Members are absent where the roles of whoever asks do not see them. */
interface CaseDto {
  readonly reference: string;
  readonly kind: PetitionKind;
  readonly agency: string;
  readonly state: string;
  readonly nationalId: string | undefined;
  readonly steps: CaseView['steps'];
  readonly changedAt: string;
  readonly reasons: readonly ReasonDto[];
  /** Why it is not sent now, although nothing is wrong with it; absent when it is, or when there is nothing to send. */
  readonly waiting: (Wait & { readonly text: readonly string[] }) | undefined;
  readonly parties: MaskedParties | undefined;
}

/** One case, masked; every look is on record. A case somebody may not know of is answered like one that does not exist. */
@Controller('api/v1/cases')
export class CasesController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get(':reference')
  @Needs('cases.read')
  async one(@Asker() asker: Principal, @Param('reference') reference: string): Promise<Partial<CaseDto>> {
    const read = await this.gateway.parts.people.reading.one(reference, asker);
    if (read === undefined) throw refusal('not-there');
    const { view, parties } = read;
    return visibleFields<CaseDto>(asker.roles, {
      reference,
      kind: view.kind,
      agency: view.agency,
      state: view.class,
      nationalId: view.nationalId,
      steps: view.steps,
      changedAt: view.changedAt,
      reasons: reasonsDto(view, asker.roles),
      waiting: view.wait && { ...view.wait, text: waitText(view.wait) },
      parties,
    });
  }
}
