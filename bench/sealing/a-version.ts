/** What a case version stores, in its two halves, and the raw record it came from. */
export interface Version {
  readonly plain: unknown;
  readonly secret: unknown;
  readonly raw: Uint8Array;
}

const SENTENCE =
  'Kính đề nghị cơ quan có thẩm quyền xem xét lại quyết định thu hồi đất, bồi thường và hỗ trợ tái định cư của hộ gia đình tôi. ';
/** One version in so many carries a scanned page inside the record; most sources name files by path. */
export const WITH_A_SCAN = 50;
const SCAN_BYTES = 200_000;

/** Petitions of 1 to 8 KB of text with one to three people, respondents, handling and two rounds of resolution. */
export function aVersion(index: number): Version {
  const content = SENTENCE.repeat(7 + ((index * 13) % 48));
  const people = Array.from({ length: 1 + (index % 3) }, (_none, person) => aPerson(index * 3 + person));
  const scan = index % WITH_A_SCAN === 0 ? [Buffer.alloc(SCAN_BYTES, index % 251).toString('base64')] : [];
  const secret = { identity: { people }, narrative: { content, request: SENTENCE }, attachments: scan };
  const plain = {
    case: {
      kind: 'KN',
      agency: 'H507.02',
      petition: {
        registerNo: `${index}/KN-2026`,
        receivedDate: '2026-03-02',
        classification: [['KN', 'KN.01', 'KN.01.02']],
      },
      respondents: [
        { type: 'organisation', name: 'Uỷ ban nhân dân phường Quy Nhơn', address: { provinceCode: '507' } },
      ],
      handling: { decidedDate: '2026-03-05', eligible: true, directionCode: 'TL', summary: SENTENCE },
      resolutions: [1, 2].map((round) => ({ round, decidedDate: '2026-05-04', result: SENTENCE.repeat(3) })),
    },
    digests: {
      identity: 'a'.repeat(64),
      narrative: 'b'.repeat(64),
      attachments: scan.map(() => 'c'.repeat(64)),
    },
  };
  return {
    plain,
    secret,
    raw: Buffer.from(JSON.stringify({ ...secret, loai: 'kn', ngay_nhan: '02/03/2026' })),
  };
}

function aPerson(index: number): unknown {
  return {
    fullName: `Nguyễn Thị Mẫu ${index}`,
    idNumber: `052190${String(index).padStart(6, '0')}`,
    phone: `0905${String(index).padStart(6, '0')}`,
    address: { provinceCode: '507', detail: `Tổ ${index % 40}, đường Trần Hưng Đạo` },
  };
}
