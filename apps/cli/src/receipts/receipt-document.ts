import { vietnamTime } from '@kntc/domain';
import { letterhead, line, listed, signatures, signer, wordDocument } from '@kntc/documents';
import type { Block, ZippedFile } from '@kntc/documents';
import type { Acknowledgement, ChainedReceipt, Receipt } from '@kntc/domain';
import { stepName } from '../output';

export interface ReceiptDocument {
  readonly reference: string;
  readonly province: string;
  readonly agency: string;
  readonly links: readonly ChainedReceipt[];
  /** Of the key that signs now; `undefined`: nothing was signed yet. */
  readonly fingerprint: string | undefined;
  readonly madeAt: Date;
}

const ACKNOWLEDGED: Readonly<Record<Acknowledgement, string>> = {
  answered: 'CSDLQG trả lời',
  'adopted-by-lookup': 'tra cứu CSDLQG thấy sau khi mất câu trả lời',
  'adopted-from-source': 'có sẵn trên CSDLQG, phần mềm của đơn vị ghi mã',
  'adopted-by-person': 'có sẵn trên CSDLQG, người có thẩm quyền nêu mã',
  'decided-by-person': 'người có thẩm quyền tra cứu và ghi nhận',
  'entered-by-hand': 'cán bộ nhập tay; SHA-256 là của tệp kết quả',
};

const ACTED: Readonly<Record<Receipt['actedBy'], string>> = {
  gateway: 'cổng liên thông (tự động)',
  'one-person': 'một người có thẩm quyền (tên trong nhật ký kiểm toán)',
  'two-persons': 'hai người có thẩm quyền (tên trong nhật ký kiểm toán)',
};

export function acknowledgedBy({ acknowledged, backfilled }: Receipt): string {
  return `${ACKNOWLEDGED[acknowledged]}${backfilled ? '; biên nhận lập bù' : ''}`;
}

export function actedBy(receipt: Receipt): string {
  return ACTED[receipt.actedBy];
}

/** The step and, where there can be several of it, which one. */
export function stepTitle({ step, ordinal }: Receipt): string {
  return ordinal === 1 ? stepName(step) : `${stepName(step)} (lần ${ordinal})`;
}

/** «Phiếu xác nhận liên thông»: one A4 form of everything confirmed of one national record. */
export function receiptDocument(about: ReceiptDocument): readonly ZippedFile[] {
  const { reference, agency, links, madeAt } = about;
  const last = links.at(-1)?.receipt;
  return wordDocument([
    letterhead(about),
    line({ text: '' }),
    line({ text: 'PHIẾU XÁC NHẬN LIÊN THÔNG', isBold: true, size: 15, align: 'center' }),
    line({
      text: 'với Cơ sở dữ liệu quốc gia về công tác tiếp công dân, xử lý đơn, giải quyết khiếu nại, tố cáo',
      isItalic: true,
      align: 'center',
    }),
    line({ text: `Mã hồ sơ địa phương: ${reference}` }),
    line({ text: `Cơ quan tiếp nhận: ${agency}` }),
    line({ text: `Mã vụ việc trên CSDLQG: ${last?.nationalId ?? 'chưa ghi nhận'}` }),
    line({ text: `Số bước đã được xác nhận: ${links.length}` }),
    steps(links),
    line({ text: '' }),
    line({ text: 'Dữ liệu đối chiếu của từng biên nhận', isBold: true }),
    details(links),
    ...remarks(about),
    line({ text: `Phiếu lập lúc ${vietnamTime(madeAt)} (giờ Việt Nam).`, isItalic: true, size: 11 }),
    signatures(signer('Người lập phiếu'), signer('Thủ trưởng cơ quan')),
  ]);
}

function steps(links: readonly ChainedReceipt[]): Block {
  return listed(
    ['TT', 'Bước liên thông', 'Mã CSDLQG trả về', 'Gửi lúc', 'Xác nhận lúc', 'Cách xác nhận'],
    [600, 1900, 2538, 1300, 1300, 2000],
    links.map(({ receipt }, index) => [
      String(index + 1),
      stepTitle(receipt),
      receipt.resultId,
      vietnamTime(receipt.sentAt),
      vietnamTime(receipt.confirmedAt),
      acknowledgedBy(receipt),
    ]),
  );
}

function details(links: readonly ChainedReceipt[]): Block {
  return {
    kind: 'table',
    widths: [600, 9038],
    hasLines: true,
    hasHeadings: false,
    rows: links.map(({ seq, hash, receipt }, index) => [
      [{ text: String(index + 1), size: 10 }],
      [
        `Biên nhận số ${seq}; phiên bản hồ sơ ${receipt.caseVersion}; ánh xạ ${receipt.mappingVersion ?? 'không còn ghi'}; thực hiện: ${actedBy(receipt)}`,
        `SHA-256 nội dung đã gửi: ${receipt.bodySha256 === 'adopted' ? 'không gửi, hồ sơ có sẵn' : receipt.bodySha256}`,
        `Mã băm của biên nhận: ${hash}`,
      ].map((text) => ({ text, size: 10 })),
    ]),
  };
}

function remarks({ fingerprint }: ReceiptDocument): readonly Block[] {
  return [
    'Phiếu được lập từ chuỗi biên nhận của cổng liên thông; không chứa dữ liệu cá nhân.',
    'Kiểm tra: npm run kntc -- receipts verify, hoặc gói chứng cứ của cơ quan (npm run kntc -- evidence).',
    `Dấu vân tay khoá ký của tỉnh: ${fingerprint ?? 'chưa ký mốc nào'}`,
  ].map((text) => line({ text, size: 11 }));
}
