import { createHash } from 'node:crypto';
import { UnprocessableEntityException } from '@nestjs/common';
import { dateInVietnam, formFault } from '@kntc/domain';
import type { Clock, ReadSheet } from '@kntc/domain';
import { readWorkbook } from '@kntc/sources';
import { z } from 'zod';
import { refusedDecision, type DecisionAsked } from './decision';
import { DAY, line } from './operation/members';

/** Of a form in base64: what the edge lets in, see `EDGE_LIMITS.workbookBytes`. */
const LONGEST_FILE = 4_000_000;

/** A form that somebody hands in to see what it would change. */
export const HANDED_IN = {
  fileName: line(200).regex(/\.xlsx$/i, { error: 'tên tệp kết thúc bằng .xlsx' }),
  content: z.base64().min(4).max(LONGEST_FILE).meta({ description: 'Tệp .xlsx dạng base64.' }),
  effectiveOn: DAY.meta({ description: 'Ngày đầu mà biểu có hiệu lực, không muộn hơn hôm nay.' }),
} as const;

/** Says which preview was seen: another plan is not carried out. */
export const SEEN = z
  .string()
  .regex(/^[0-9a-f]{16}$/, { error: 'seen của lần xem trước' })
  .meta({ description: 'seen của lần xem trước; kết quả nay khác thì không ghi nhận.' });

export interface HandedIn {
  readonly fileName: string;
  readonly content: string;
  readonly effectiveOn: string;
}

export interface ReadForm {
  readonly sheets: readonly ReadSheet[];
  readonly sha256: string;
}

/**
 * Reads a form as any file people hand in: in a thread of its own, within limits, without macros.
 * @throws HttpException 422 for what is no workbook or not that form, 409 for a day to come
 */
export async function readForm(
  { fileName, content, effectiveOn }: HandedIn,
  wanted: Parameters<typeof formFault>[1],
  clock: Clock,
): Promise<ReadForm> {
  if (effectiveOn > dateInVietnam(clock.now())) throw refusedDecision({ kind: 'refused', why: 'day-ahead' });
  const bytes = Buffer.from(content, 'base64');
  const read = await readWorkbook(bytes, fileName);
  const fault = read.kind === 'refused' ? read.text : formFault(read.sheets, wanted);
  if (read.kind === 'refused' || fault !== undefined) {
    const text = fault ?? [];
    throw new UnprocessableEntityException({ code: 'not-that-form', detail: text.join(' '), text });
  }
  return { sheets: read.sheets, sha256: sha256Of(content) };
}

/** The request with the hash of the file in its place: a repeated key is compared without keeping megabytes. */
export function withoutFile(
  asked: Omit<DecisionAsked, 'body'> & { readonly body: DecisionAsked['body'] & HandedIn },
): DecisionAsked {
  const { content, fileName: _name, ...rest } = asked.body;
  const body = { ...rest, sha256: sha256Of(content) };
  return { ...asked, body };
}

function sha256Of(content: string): string {
  return createHash('sha256').update(Buffer.from(content, 'base64')).digest('hex');
}
