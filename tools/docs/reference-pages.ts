import { FAILURES, REASONS } from '@kntc/domain';
import type { Owner, Reason } from '@kntc/domain';

/** Pages under `docs/` that are written from a table in the code and never by hand. */
export const REFERENCE_PAGES: readonly { readonly path: string; readonly render: () => string }[] = [
  { path: 'docs/operators/ly-do.md', render: renderReasons },
  { path: 'docs/operators/loi.md', render: renderFailures },
];

type ReasonClass = Reason['class'];

/** In the order in which a clerk meets them; each with the title and the sentence above its reasons. */
const CLASSES: Readonly<Record<ReasonClass, readonly [title: string, about: string]>> = {
  waiting: ['Chờ đến thời điểm gửi (waiting)', 'Không có gì sai; hồ sơ chưa đến lúc gửi.'],
  quarantined: [
    'Chờ bổ sung thông tin (quarantined)',
    'Hồ sơ chưa đủ hoặc chưa đúng để thành một vụ việc. Cổng không tự thêm, không tự đoán.',
  ],
  held: [
    'Tạm dừng, chờ ý kiến (held)',
    'Việc gửi hồ sơ này dừng lại cho tới khi có người quyết định; các hồ sơ khác vẫn đi tiếp.',
  ],
  noChannel: [
    'Chưa có kênh liên thông (noChannel)',
    'Hồ sơ đúng, nhưng CSDLQG chưa có bản tin nhận loại này: đếm, xuất sổ, nhập tay, ghi nhận đã nhập.',
  ],
  outOfScope: [
    'Không thuộc diện cập nhật (outOfScope)',
    'Một quy tắc đã ghi loại hồ sơ này khỏi việc cập nhật.',
  ],
  warning: ['Cảnh báo (warning)', 'Hồ sơ vẫn đi tiếp; thông tin nên được bổ sung khi có thể.'],
};

const OWNERS: Readonly<Record<Owner, string>> = {
  province: 'đơn vị nhập hồ sơ',
  gateway: 'nhóm phát triển cổng',
  national: 'Thanh tra Chính phủ',
  operator: 'người vận hành cổng',
};

function renderReasons(): string {
  const reasons: readonly (readonly [string, Reason])[] = Object.entries(REASONS);
  const parts = (Object.keys(CLASSES) as ReasonClass[]).flatMap((name) => {
    const members = reasons.filter(([, reason]) => reason.class === name);
    const [title, about] = CLASSES[name];
    return members.length === 0 ? [] : [`## ${title}`, about, ...members.map(reasonPart)];
  });
  return page('Lý do hồ sơ đứng lại', 'libs/domain/src/errors/reasons.ts', [
    'Mỗi hồ sơ chưa lên CSDLQG đều có một mã lý do dưới đây. Cổng hiện cùng ba câu này ở `kntc status`,' +
      ' `kntc holds`, `kntc quarantine` và API quản trị; `‹trường›` là tên trường, `‹giá trị›` là giá trị đã che.',
    ...parts,
  ]);
}

function reasonPart([code, { owner, vi, en }]: readonly [string, Reason]): string {
  const [what, meaning, action] = vi.map(withoutPlaceholders);
  return [
    `### ${code}`,
    '',
    `- **Chuyện gì:** ${what}`,
    `- **Nghĩa là:** ${meaning}`,
    `- **Việc cần làm:** ${action}`,
    `- **Ai xử lý:** ${OWNERS[owner]}`,
    `- *${en}*`,
  ].join('\n');
}

function renderFailures(): string {
  const rows = Object.entries(FAILURES).map(
    ([code, { owner, retryable, vi, en }]) =>
      `| ${code} | ${vi} | ${OWNERS[owner]} | ${retryable ? 'có' : 'không'} | ${en} |`,
  );
  return page('Mã lỗi của máy móc', 'libs/domain/src/errors/gateway-error.ts', [
    'Lỗi của kết nối, cấu hình hoặc cơ sở dữ liệu, không phải của một hồ sơ. Không hồ sơ nào mất vì các lỗi này:' +
      ' khi hết lỗi, cổng đi tiếp từ chỗ đã dừng. Chữ cái sau `GW_` là nơi xảy ra: S nguồn, I tiếp nhận, D gửi,' +
      ' N phía CSDLQG, P cấu hình và máy, T cơ sở dữ liệu của cổng.',
    [
      '| Mã | Chuyện gì và việc cần làm | Ai xử lý | Tự thử lại | English |',
      '|---|---|---|---|---|',
      ...rows,
    ].join('\n'),
  ]);
}

function page(title: string, origin: string, parts: readonly string[]): string {
  const note = `<!-- Sinh tự động từ ${origin}: node tools/run.cjs docs. Không sửa tay. -->`;
  return `${[`# ${title}`, note, ...parts].join('\n\n')}\n`;
}

/** The sentences of the catalogue have places for a field and a value; a reference shows them as such. */
function withoutPlaceholders(line: string): string {
  return line.replaceAll('{field}', '‹trường›').replaceAll('{value}', '‹giá trị›');
}
