import { Controller, Get, Header, Inject, Post } from '@nestjs/common';
import { nationalAccountSheets } from '@kntc/documents';
import { dateInVietnam, type Principal } from '@kntc/domain';
import { workbookBytes } from '@kntc/sources';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { Needs } from './access/route-access';
import { decided, deciding } from './decision';
import {
  CONFIRM_NATIONAL_ACCOUNTS,
  END_NATIONAL_ACCOUNT,
  LIST_NATIONAL_ACCOUNTS,
  NATIONAL_ACCOUNTS_WAY,
  nationalAccountDto,
  READ_NATIONAL_ACCOUNTS_FILE,
  RECORD_NATIONAL_ACCOUNT,
} from './national-accounts.dto';
import { Asked } from './operation/asked';
import { knownOnly } from './operation/known-filters';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { pageAnswered, pageAsked } from './operation/paging';
import { GATEWAY } from './tokens';
import { XLSX } from './written-file';

const MISSING =
  'Không có tài khoản này trong sổ, hoặc không còn dùng, hoặc tài khoản của bạn không được xem. Xem /api/v1/national-accounts.';
const NO_HOLDER = 'Không có người giữ này ở cổng. Ghi tên đăng nhập như ở /api/v1/users.';
/** In one file: more than a province has officers. */
const MOST_LISTED = 10_000;

/** Who holds which account in the national system, confirmed each quarter. Nothing of it reaches the far side. */
@Controller('api/v1/national-accounts')
export class NationalAccountsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Header('cache-control', 'no-store, private')
  @Needs('accounts.manage')
  @Does(LIST_NATIONAL_ACCOUNTS)
  async accounts(
    @Asker() asker: Principal,
    @Asked() { query }: AskedOf<typeof LIST_NATIONAL_ACCOUNTS>,
  ): Promise<AnswerOf<typeof LIST_NATIONAL_ACCOUNTS>> {
    const { register, people, province } = this.gateway.parts;
    const { limit, cursor, ...filter } = query;
    const { state, ...plain } = filter;
    await knownOnly(this.gateway.parts, asker, plain);
    const wanted = {
      ...pageAsked(NATIONAL_ACCOUNTS_WAY, { limit, cursor }, filter),
      filter: { ...plain, ...(state !== undefined && { state: { is: state, today: this.#today() } }) },
    };
    const read = () => register.nationalAccounts.page(wanted, asker);
    const page = await people.reading.page('national-accounts', asker, read);
    return pageAnswered(NATIONAL_ACCOUNTS_WAY, filter, page, (one) => nationalAccountDto(one, province.id));
  }

  @Get('form')
  @Header('cache-control', 'no-store, private')
  @Needs('accounts.manage')
  @Does(READ_NATIONAL_ACCOUNTS_FILE)
  async form(@Asker() asker: Principal): Promise<AnswerOf<typeof READ_NATIONAL_ACCOUNTS_FILE>> {
    const { register, people, province } = this.gateway.parts;
    const wanted = { filter: {}, after: undefined, limit: MOST_LISTED };
    const read = () => register.nationalAccounts.page(wanted, asker);
    const { items } = await people.reading.page('national-accounts form', asker, read);
    const names = new Map(province.agencies.map(({ id, name }) => [id, name]));
    const lines = items.map((one) => ({ ...one, agency: names.get(one.agency) ?? province.name }));
    const content = (await workbookBytes(nationalAccountSheets(lines, this.#today()))).toString('base64');
    return { fileName: 'tai-khoan-csdlqg.xlsx', mediaType: XLSX, content };
  }

  @Post()
  @Needs('accounts.manage')
  @Does(RECORD_NATIONAL_ACCOUNT)
  async record(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof RECORD_NATIONAL_ACCOUNT>,
  ): Promise<AnswerOf<typeof RECORD_NATIONAL_ACCOUNT>> {
    const { login, name, duties, since } = asked.body;
    const by = await deciding(this.gateway.parts, asker, { name: 'national-accounts record', asked });
    const one = { login: login.trim().toLowerCase(), name, duties: [...new Set(duties)].toSorted(), since };
    const result = await by.register.nationalAccounts.record(one, by.command);
    return decided(result, { target: one.login, as: 'national-account-recorded', missing: NO_HOLDER });
  }

  @Post('confirm')
  @Needs('accounts.manage')
  @Does(CONFIRM_NATIONAL_ACCOUNTS)
  async confirm(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof CONFIRM_NATIONAL_ACCOUNTS>,
  ): Promise<AnswerOf<typeof CONFIRM_NATIONAL_ACCOUNTS>> {
    const { ids } = asked.body;
    const by = await deciding(this.gateway.parts, asker, { name: 'national-accounts confirm', asked });
    const result = await by.register.nationalAccounts.confirm(ids, by.command);
    return decided(result, { target: `${ids.length}`, as: 'national-accounts-confirmed', missing: MISSING });
  }

  @Post(':id/end')
  @Needs('accounts.manage')
  @Does(END_NATIONAL_ACCOUNT)
  async end(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof END_NATIONAL_ACCOUNT>,
  ): Promise<AnswerOf<typeof END_NATIONAL_ACCOUNT>> {
    const { id } = asked.params;
    const by = await deciding(this.gateway.parts, asker, { name: 'national-accounts end', asked });
    const result = await by.register.nationalAccounts.end(id, asked.body.endedOn, by.command);
    return decided(result, { target: id, as: 'national-account-ended', missing: MISSING });
  }

  #today(): string {
    return dateInVietnam(this.gateway.parts.clock.now());
  }
}
