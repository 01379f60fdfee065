import { Controller, Get, Header, Inject, Post } from '@nestjs/common';
import { userForm, userResult, zipBytes } from '@kntc/documents';
import { userLines, type PlannedUser, type Principal } from '@kntc/domain';
import { workbookBytes } from '@kntc/sources';
import type { ListedUser } from '@kntc/storage';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { refusal } from './access/refusal';
import { Needs } from './access/route-access';
import { decided, deciding } from './decision';
import { readForm, withoutFile } from './handed-in-form';
import { Asked } from './operation/asked';
import { knownOnly } from './operation/known-filters';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { pageAnswered, pageAsked } from './operation/paging';
import { GATEWAY } from './tokens';
import {
  COUNT_USERS,
  DISABLE_USER,
  IMPORT_USERS,
  LIST_USERS,
  PREVIEW_USERS,
  READ_USER_FORM,
  REMOVE_USER,
  userDto,
  userRows,
  USERS_WAY,
} from './users.dto';
import { XLSX } from './written-file';

const DAY_MS = 86_400_000;
const MISSING = 'Không có tài khoản này, hoặc tài khoản của bạn không được xem. Xem /api/v1/users.';

/** Accounts here and the people they are: Biểu số 2, counts, shutting and removing. Rights one by one: `kntc accounts`. */
@Controller('api/v1/users')
export class UsersController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Header('cache-control', 'no-store, private')
  @Needs('accounts.manage')
  @Does(LIST_USERS)
  async users(
    @Asker() asker: Principal,
    @Asked() { query }: AskedOf<typeof LIST_USERS>,
  ): Promise<AnswerOf<typeof LIST_USERS>> {
    const { register, people, province } = this.gateway.parts;
    const { limit, cursor, ...filter } = query;
    const { state, unusedDays, ...plain } = filter;
    await knownOnly(this.gateway.parts, asker, plain);
    const wanted = {
      ...pageAsked(USERS_WAY, { limit, cursor }, filter),
      filter: {
        ...plain,
        ...(state !== undefined && { state: { is: state, since: this.#since(unusedDays) } }),
      },
    };
    const page = await people.reading.page('users', asker, () =>
      register.users.page(wanted, asker, unusedDays),
    );
    return pageAnswered(USERS_WAY, filter, page, (user) => userDto(user, province.id));
  }

  @Get('counts')
  @Needs('accounts.manage')
  @Does(COUNT_USERS)
  async counts(
    @Asker() asker: Principal,
    @Asked() { query }: AskedOf<typeof COUNT_USERS>,
  ): Promise<AnswerOf<typeof COUNT_USERS>> {
    const { register, province } = this.gateway.parts;
    const counts = await register.users.counts(asker, this.#since(query.unusedDays));
    return {
      items: counts.map(({ agency, ...one }) => ({ agency: agency === province.id ? null : agency, ...one })),
    };
  }

  @Get('form')
  @Header('cache-control', 'no-store, private')
  @Needs('accounts.manage')
  @Does(READ_USER_FORM)
  async form(@Asker() asker: Principal): Promise<AnswerOf<typeof READ_USER_FORM>> {
    const { register, people, province, clock } = this.gateway.parts;
    const { users, offices } = await register.users.book(asker);
    await people.reading.page('users form', asker, async () => users);
    const content = await zipBytes(userForm(users, offices, province.name), clock.now());
    return { fileName: 'bieu-so-2.xlsx', mediaType: XLSX, content: content.toString('base64') };
  }

  @Post('preview')
  @Header('cache-control', 'no-store, private')
  @Needs('accounts.manage')
  @Does(PREVIEW_USERS)
  async preview(
    @Asker() asker: Principal,
    @Asked() { body }: AskedOf<typeof PREVIEW_USERS>,
  ): Promise<AnswerOf<typeof PREVIEW_USERS>> {
    const { register, clock } = this.gateway.parts;
    const { sheets } = await readForm(body, 'users', clock);
    const { plan, seen } = await register.users.plan(userLines(sheets) ?? [], body.effectiveOn, [asker]);
    return { seen, ...(await told(plan)) };
  }

  @Post('import')
  @Header('cache-control', 'no-store, private')
  @Needs('accounts.manage')
  @Does(IMPORT_USERS)
  async import(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof IMPORT_USERS>,
  ): Promise<AnswerOf<typeof IMPORT_USERS>> {
    const { effectiveOn: on, seen } = asked.body;
    const { sheets, sha256 } = await readForm(asked.body, 'users', this.gateway.parts.clock);
    const by = await deciding(this.gateway.parts, asker, { name: 'users import', asked: withoutFile(asked) });
    const lines = userLines(sheets) ?? [];
    const { result, plan } = await by.register.users.import(lines, { on, seen, sha256 }, by.command);
    const { text } = decided(result, { target: sha256, as: 'users-imported' });
    return { target: sha256, ...(await told(plan)), text };
  }

  @Post(':id/disable')
  @Needs('accounts.manage')
  @Does(DISABLE_USER)
  async disable(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof DISABLE_USER>,
  ): Promise<AnswerOf<typeof DISABLE_USER>> {
    const { id, login } = await this.#one(asker, asked.params.id);
    const by = await deciding(this.gateway.parts, asker, { name: 'accounts disable', asked });
    const result = await by.register.accounts.disable(login, by.command);
    return decided(result, { target: id, as: 'account-disabled', missing: MISSING });
  }

  @Post(':id/remove')
  @Needs('accounts.manage')
  @Does(REMOVE_USER)
  async remove(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof REMOVE_USER>,
  ): Promise<AnswerOf<typeof REMOVE_USER>> {
    const { id, login } = await this.#one(asker, asked.params.id);
    const by = await deciding(this.gateway.parts, asker, { name: 'accounts remove', asked });
    const result = await by.register.removal.remove(login, by.command);
    return decided(result, { target: id, as: 'account-removed', missing: MISSING });
  }

  /** @throws HttpException 404 for an account that is not there, or not of the asker's agencies */
  async #one(asker: Principal, id: string): Promise<ListedUser> {
    const wanted = { filter: { id }, after: undefined, limit: 1 };
    const { items } = await this.gateway.parts.register.users.page(wanted, asker, 1);
    const [user] = items;
    if (user === undefined) throw refusal('not-there', MISSING);
    return user;
  }

  #since(unusedDays: number): Date {
    return new Date(this.gateway.parts.clock.now().getTime() - unusedDays * DAY_MS);
  }
}

async function told(plan: readonly PlannedUser[]) {
  const content = (await workbookBytes(userResult(plan))).toString('base64');
  return { ...userRows(plan), result: { fileName: 'bieu-so-2-ket-qua.xlsx', mediaType: XLSX, content } };
}
