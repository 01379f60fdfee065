import type { CaseDraft, RecordIssue } from '@kntc/domain';
import type { AttachmentLimits } from '../definition/source-definition';
import { sizeOfContent } from './file-value';

/** Files beyond the limits of the source: one that is too large, or all of them together. */
export function tooLarge({ attachments = [] }: CaseDraft, limits: AttachmentLimits): readonly RecordIssue[] {
  const sizes = attachments.map(({ content }) => (content === undefined ? 0 : sizeOfContent(content)));
  const single = sizes.flatMap((size, index): readonly RecordIssue[] =>
    size > limits.perFileBytes ? [{ code: 'FILE_TOO_LARGE', field: `attachments[${index}].content` }] : [],
  );
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return single.length === 0 && total > limits.perCaseBytes
    ? [{ code: 'FILE_TOO_LARGE', field: 'attachments' }]
    : single;
}
