import { Controller, Get, Header, Inject, Post } from '@nestjs/common';
import { officeForm, officeResult, zipBytes } from '@kntc/documents';
import { officeLines, type PlannedOffice, type Principal } from '@kntc/domain';
import { workbookBytes } from '@kntc/sources';
import type { StoredOffice } from '@kntc/storage';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { Needs } from './access/route-access';
import {
  AGENCIES_WAY,
  IMPORT_AGENCIES,
  LIST_AGENCIES,
  officeDto,
  officeRows,
  PREVIEW_AGENCIES,
  READ_AGENCY_FORM,
} from './agencies.dto';
import { decided, deciding } from './decision';
import { readForm, withoutFile } from './handed-in-form';
import { Asked } from './operation/asked';
import { knownOnly } from './operation/known-filters';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { pageAnswered, pageAsked } from './operation/paging';
import { GATEWAY } from './tokens';
import { XLSX } from './written-file';

/** Where people work: Biểu số 1, looked at, exported, previewed and taken in. */
@Controller('api/v1/agencies')
export class AgenciesController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('accounts.manage')
  @Does(LIST_AGENCIES)
  async agencies(
    @Asker() asker: Principal,
    @Asked() { query }: AskedOf<typeof LIST_AGENCIES>,
  ): Promise<AnswerOf<typeof LIST_AGENCIES>> {
    const { register, people, province } = this.gateway.parts;
    const { limit, cursor, isEnded, ...said } = query;
    const filter = { ...said, isEnded: isEnded === 'true' };
    await knownOnly(this.gateway.parts, asker, filter);
    const wanted = pageAsked(AGENCIES_WAY, { limit, cursor }, filter);
    const page = await people.reading.page('agencies', asker, () => register.offices.list(wanted, asker));
    return pageAnswered(AGENCIES_WAY, filter, page, (office) => officeDto(office, province.id));
  }

  @Get('form')
  @Needs('accounts.manage')
  @Does(READ_AGENCY_FORM)
  async form(@Asker() asker: Principal): Promise<AnswerOf<typeof READ_AGENCY_FORM>> {
    const { register, people, province, clock } = this.gateway.parts;
    const all = await register.offices.all();
    const isTheirs = ({ agencyId }: StoredOffice): boolean =>
      asker.agencies === 'all' || asker.agencies.includes(agencyId);
    await people.reading.page('agencies form', asker, async () => all.filter(isTheirs));
    // What stands above an office is named whoever it belongs to.
    const shown = all.map((one) => (isTheirs(one) ? one : { ...one, endedOn: one.endedOn ?? one.validFrom }));
    const content = await zipBytes(officeForm(shown, province.name), clock.now());
    return { fileName: 'bieu-so-1.xlsx', mediaType: XLSX, content: content.toString('base64') };
  }

  @Post('preview')
  @Needs('accounts.manage')
  @Does(PREVIEW_AGENCIES)
  async preview(
    @Asked() { body }: AskedOf<typeof PREVIEW_AGENCIES>,
  ): Promise<AnswerOf<typeof PREVIEW_AGENCIES>> {
    const { register, clock } = this.gateway.parts;
    const { sheets } = await readForm(body, 'offices', clock);
    const before = await register.offices.all();
    const { plan, seen } = await register.offices.plan(officeLines(sheets) ?? [], body.effectiveOn);
    return { seen, ...(await told(plan, before)) };
  }

  @Post('import')
  @Header('cache-control', 'no-store, private')
  @Needs('accounts.manage')
  @Does(IMPORT_AGENCIES)
  async import(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof IMPORT_AGENCIES>,
  ): Promise<AnswerOf<typeof IMPORT_AGENCIES>> {
    const { clock } = this.gateway.parts;
    const { effectiveOn: on, seen } = asked.body;
    const { sheets, sha256 } = await readForm(asked.body, 'offices', clock);
    const by = await deciding(this.gateway.parts, asker, {
      name: 'agencies import',
      asked: withoutFile(asked),
    });
    const before = await by.register.offices.all();
    const lines = officeLines(sheets) ?? [];
    const { result, plan } = await by.register.offices.import(lines, { on, seen, sha256 }, by.command);
    const { text } = decided(result, { target: sha256, as: 'offices-imported' });
    return { target: sha256, ...(await told(plan, before)), text };
  }
}

async function told(plan: readonly PlannedOffice[], before: readonly StoredOffice[]) {
  const content = (await workbookBytes(officeResult(plan))).toString('base64');
  return {
    ...officeRows(plan, before),
    result: { fileName: 'bieu-so-1-ket-qua.xlsx', mediaType: XLSX, content },
  };
}
