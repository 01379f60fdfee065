import { type AttachmentContent, BodyProblem, Sealed } from '@kntc/domain';
import type { NationalSettings } from '../../settings/national-settings';

type Limits = NationalSettings['limits'];

/**
 * Declared obligations of the far side that go beyond its description: mandatory keys, longest texts, number, size and
 * type of files. Throws `BodyProblem` with a sentence for the clerk: such a step is never sent, for it would come back.
 */
export function checkLimits(members: Readonly<Record<string, unknown>>, limits: Limits): void {
  for (const path of limits.mandatory) {
    if (valuesAt(members, path.split('.')).some((value) => value === ''))
      refuse(`trường ${path} bắt buộc phải có`);
  }
  for (const [path, longest] of Object.entries(limits.lengths)) {
    const length = Math.max(
      0,
      ...valuesAt(members, path.split('.')).map((value) => Array.from(value).length),
    );
    if (length > longest) refuse(`trường ${path} dài ${length} ký tự, quá giới hạn ${longest}`);
  }
  const { Attachment } = members;
  if (Array.isArray(Attachment)) checkFiles(Attachment as readonly EnclosedFile[], limits.attachments);
}

interface EnclosedFile {
  readonly TenFileDinhKem: string;
  readonly FileDinhKem: Sealed<AttachmentContent>;
}

function checkFiles(files: readonly EnclosedFile[], { most, maxSize, types }: Limits['attachments']): void {
  if (most !== 'unlimited' && files.length > most)
    refuse(`hồ sơ có ${files.length} tệp đính kèm, quá giới hạn ${most} tệp`);
  for (const { TenFileDinhKem, FileDinhKem } of files) {
    const type = /\.([^.]+)$/.exec(TenFileDinhKem)?.[1]?.toLowerCase() ?? '';
    if (types !== 'any' && !types.some((allowed) => allowed === type))
      refuse(`tệp đính kèm loại «${type.slice(0, 10)}» không được CSDLQG nhận; chỉ nhận ${types.join(', ')}`);
    const content = FileDinhKem instanceof Sealed ? FileDinhKem.open() : new Uint8Array(0);
    const size = content instanceof Uint8Array ? content.length : content.size;
    if (size > maxSize)
      refuse(`một tệp đính kèm nặng ${megabytes(size)} MB, quá giới hạn ${megabytes(maxSize)} MB`);
  }
}

/** Texts at a path of wire keys, through lists; nothing at all below an object that is absent. */
function valuesAt(value: unknown, path: readonly string[]): readonly string[] {
  const [key, ...deeper] = path;
  if (Array.isArray(value)) return value.flatMap((item: unknown) => valuesAt(item, path));
  if (key === undefined)
    return typeof value === 'string' || typeof value === 'number'
      ? [String(value)]
      : value instanceof Object
        ? []
        : [''];
  if (typeof value !== 'object' || value === null) return [];
  return valuesAt((value as Readonly<Record<string, unknown>>)[key], deeper);
}

export function megabytes(bytes: number): string {
  return (bytes / (1024 * 1024)).toFixed(1);
}

function refuse(what: string): never {
  throw new BodyProblem('REJECTED', `Cổng chưa gửi: ${what}. Sửa trong phần mềm của đơn vị rồi gửi lại.`);
}
