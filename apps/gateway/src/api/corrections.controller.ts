import { Controller, Get, Inject, Post } from '@nestjs/common';
import { correctionLetter, correctionSheet, zipBytes } from '@kntc/documents';
import type { Principal } from '@kntc/domain';
import { workbookBytes } from '@kntc/sources';
import type { CorrectionView, OperationResult, WantedCorrections } from '@kntc/storage';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { refusal } from './access/refusal';
import { Needs } from './access/route-access';
import {
  correctionDto,
  CORRECTIONS_WAY,
  correctionViewDto,
  DRAFT_CORRECTION,
  LIST_CORRECTIONS,
  READ_CORRECTION,
  READ_CORRECTION_FILE,
  SEND_CORRECTION,
  WITHDRAW_CORRECTION,
} from './corrections.dto';
import { decided, deciding } from './decision';
import { Asked } from './operation/asked';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { pageAnswered, pageAsked } from './operation/paging';
import { GATEWAY } from './tokens';
import { DOCX, XLSX } from './written-file';

const MISSING = 'Không có đề nghị này, hoặc tài khoản không được xem. Xem /api/v1/correction-requests.';

/** What nobody here can correct, asked for in writing. Nothing here sends anything. */
@Controller('api/v1/correction-requests')
export class CorrectionsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('records.read')
  @Does(LIST_CORRECTIONS)
  async requests(
    @Asker() asker: Principal,
    @Asked() { query }: AskedOf<typeof LIST_CORRECTIONS>,
  ): Promise<AnswerOf<typeof LIST_CORRECTIONS>> {
    const { lists, people } = this.gateway.parts;
    const { limit, cursor, ...filter } = query;
    const wanted = pageAsked(CORRECTIONS_WAY, { limit, cursor }, filter);
    const page = await people.reading.page('corrections', asker, () => lists.corrections(wanted, asker));
    return pageAnswered(CORRECTIONS_WAY, filter, page, correctionDto);
  }

  @Get(':id')
  @Needs('records.read')
  @Does(READ_CORRECTION)
  async one(
    @Asker() asker: Principal,
    @Asked() { params }: AskedOf<typeof READ_CORRECTION>,
  ): Promise<AnswerOf<typeof READ_CORRECTION>> {
    return correctionViewDto(await this.#view(params.id, asker));
  }

  @Get(':id/files/:file')
  @Needs('records.read')
  @Does(READ_CORRECTION_FILE)
  async file(
    @Asker() asker: Principal,
    @Asked() { params }: AskedOf<typeof READ_CORRECTION_FILE>,
  ): Promise<AnswerOf<typeof READ_CORRECTION_FILE>> {
    const { entries } = await this.#view(params.id, asker);
    const { province, letterhead, clock } = this.gateway.parts;
    const nameOf = (wanted: string): string =>
      province.agencies.find(({ id }) => id === wanted)?.name ?? wanted;
    const madeAt = clock.now();
    const isLetter = params.file === 'cong-van.docx';
    const bytes = isLetter
      ? await zipBytes(correctionLetter({ head: letterhead(), entries, nameOf, madeAt }), madeAt)
      : await workbookBytes([correctionSheet(entries, nameOf)]);
    const mediaType = isLetter ? DOCX : XLSX;
    return { fileName: params.file, mediaType, content: bytes.toString('base64') };
  }

  @Post()
  @Needs('records.decide')
  @Does(DRAFT_CORRECTION)
  async draft(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof DRAFT_CORRECTION>,
  ): Promise<AnswerOf<typeof DRAFT_CORRECTION>> {
    const { findings, proposals, codes } = asked.body;
    const by = await deciding(this.gateway.parts, asker, { name: 'corrections draft', asked });
    const wanted: WantedCorrections =
      codes.length > 0 ? { kind: 'codes', codes } : { kind: 'cases', findings, proposals };
    const result = await by.corrections.draft(wanted, by.command);
    return decided(result, { target: idOf(result), as: 'correction-draft', missing: MISSING });
  }

  @Post(':id/sent')
  @Needs('records.decide')
  @Does(SEND_CORRECTION)
  async sent(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof SEND_CORRECTION>,
  ): Promise<AnswerOf<typeof SEND_CORRECTION>> {
    const { documentNo, documentDate } = asked.body;
    const by = await deciding(this.gateway.parts, asker, { name: 'corrections sent', asked });
    const result = await by.corrections.sent(asked.params.id, { documentNo, documentDate }, by.command);
    return decided(result, { target: asked.params.id, as: 'correction-sent', missing: MISSING });
  }

  @Post(':id/withdraw')
  @Needs('records.decide')
  @Does(WITHDRAW_CORRECTION)
  async withdraw(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof WITHDRAW_CORRECTION>,
  ): Promise<AnswerOf<typeof WITHDRAW_CORRECTION>> {
    const by = await deciding(this.gateway.parts, asker, { name: 'corrections withdraw', asked });
    const result = await by.corrections.withdraw(asked.params.id, by.command);
    return decided(result, { target: asked.params.id, as: 'correction-withdraw', missing: MISSING });
  }

  async #view(id: string, asker: Principal): Promise<CorrectionView> {
    const { corrections, people } = this.gateway.parts;
    const look = async () => [await corrections.view(id, asker)].filter((one) => one !== undefined);
    const [view] = await people.reading.page(`correction ${id}`, asker, look);
    if (view === undefined) throw refusal('not-there', MISSING);
    return view;
  }
}

/** Of what was made, now or the first time this was asked. */
function idOf(result: OperationResult): string {
  const done = result.kind === 'repeated' ? result.before : result;
  return (done?.kind === 'done' ? done.id : undefined) ?? '';
}
