import { parseArgs } from 'node:util';
import { normaliseLine, normaliseText, readLegacyTexts } from '@kntc/domain';

/** Most microseconds the look for old encodings may cost a clean record of 2 KB: 2,500 records/s leave 400. */
const TARGET_US = 20;
const CHARACTERS = 1_500;

const CLEAN =
  'Nguyễn Thị Hồng khiếu nại quyết định thu hồi đất khi thực hiện dự án khu dân cư, phương án bồi thường, hỗ trợ tính ' +
  'thiếu diện tích đất ở 120,5 m²; đề nghị UBND huyện xem xét, giải quyết theo quy định của pháp luật. ';
const TCVN3 =
  'NguyÔn ThÞ Hång khiÕu n¹i quyÕt ®Þnh thu håi ®Êt khi thùc hiÖn dù ¸n khu d©n c\u00ad, ph\u00ad¬ng ¸n båi th\u00adêng, hç trî tÝnh ' +
  'thiÕu diÖn tÝch ®Êt ë 120,5 m²; ®Ò nghÞ UBND huyÖn xem xÐt, gi¶i quyÕt theo quy ®Þnh cña ph¸p luËt. ';
const LINES = [
  'KNDD.27.10.2025.1',
  '2026-03-02 08:15:00',
  'Nguyễn Thị Hồng',
  '001095012345',
  '0912345678',
  'Xóm 3, xã Minh Tân, huyện Cẩm Khê, tỉnh Phú Thọ',
  'Chủ tịch UBND huyện Cẩm Khê',
  '1204/QĐ-UBND',
];

/** A record of about 2 KB in UTF-8: one long text and the short columns around it. */
function aRecord(text: string): readonly string[] {
  return [...LINES, text.repeat(Math.ceil(CHARACTERS / text.length)).slice(0, CHARACTERS)];
}

/**
 * Cost of looking for old encodings in a clean record, next to normalising its texts, which mapping does anyway, and
 * to a record that has to be converted. True when the clean record stays within {@link TARGET_US}.
 */
export async function benchLegacyText(words: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...words],
    options: { records: { type: 'string', default: '50000' }, json: { type: 'boolean', default: false } },
  });
  const records = Number(values.records);
  const [clean, old] = [aRecord(CLEAN), aRecord(TCVN3)];
  const lookUs = microseconds(records, () => readLegacyTexts(clean));
  const normaliseUs = microseconds(records, () => [
    ...clean.map(normaliseLine),
    normaliseText(clean.at(-1) ?? ''),
  ]);
  const convertUs = microseconds(records / 50, () => readLegacyTexts(old));
  const result = { records, lookUs, normaliseUs, convertUs, targetUs: TARGET_US };
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : report(result));
  return lookUs <= TARGET_US && readLegacyTexts(old)?.get(old.length - 1)?.kind === 'converted';
}

function microseconds(times: number, work: () => unknown): number {
  for (let warm = 0; warm < times / 10; warm += 1) work();
  const started = process.cpuUsage();
  for (let run = 0; run < times; run += 1) work();
  // Processor time: other programs on the machine do not count.
  const { user, system } = process.cpuUsage(started);
  return Math.round((10 * (user + system)) / times) / 10;
}

function report(
  result: Readonly<Record<'lookUs' | 'normaliseUs' | 'convertUs' | 'targetUs', number>>,
): string {
  return [
    `look at a clean record of 2 KB     ${result.lookUs} µs (target ${result.targetUs})`,
    `normalising its texts (baseline)   ${result.normaliseUs} µs`,
    `detecting and converting TCVN3     ${result.convertUs} µs`,
    '',
  ].join('\n');
}
