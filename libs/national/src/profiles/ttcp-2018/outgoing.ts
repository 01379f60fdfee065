import { disclosureOf, isFileField, validRenditions } from '@kntc/domain';
import type {
  Attachment,
  AttachmentContent,
  Case,
  KeyedDigest,
  PlanContext,
  Rendition,
  RenditionField,
} from '@kntc/domain';
import type { TepDinhKem, WireText } from './wire/wire';
import { text } from './wire/wire-values';

/**
 * What of a case may leave: everything, or – of a withheld denunciation – no text and no file that nobody approved. Free
 * texts and files of every step go through here.
 */
export class Outgoing {
  private constructor(
    readonly isWithheld: boolean,
    private readonly renditions: readonly Rendition[],
  ) {}

  /** Throws on a denunciation without an identity policy and on a secret record: intake holds both back. */
  static of(kase: Case, { identityPolicy, renditions = [] }: PlanContext, keyed: KeyedDigest): Outgoing {
    if (kase.confidentiality === 'secret') throw new Error('a secret record must not be planned');
    if (kase.kind === 'TC' && identityPolicy === undefined)
      throw new Error('a denunciation must not be planned without an identity policy');
    const isWithheld = disclosureOf(kase.kind, identityPolicy) === 'withheld';
    // Under `not-read` there is no original that anybody could have redacted.
    const usable =
      identityPolicy === 'withheld' && isWithheld ? validRenditions(kase, renditions, keyed) : [];
    return new Outgoing(isWithheld, usable);
  }

  /** A text of a step, or the rendition two people agreed on. */
  text(field: RenditionField, original: string | undefined): WireText {
    return text(this.isWithheld ? this.rendition(field) : original);
  }

  /** Text of the rendition of a field. Opens it. */
  rendition(field: RenditionField): string | undefined {
    const content = this.renditions.find((one) => one.field === field)?.content.open();
    return content === undefined ? undefined : Buffer.from(content).toString('utf8').trimEnd();
  }

  /** Files that leave; redacted ones under names that say nothing. */
  files(attachments: readonly Attachment[]): readonly TepDinhKem[] {
    if (!this.isWithheld) return attachments.map(toFile);
    return this.renditions
      .filter(({ field }) => isFileField(field))
      .toSorted((a, b) => (a.field < b.field ? -1 : 1))
      .map(toRedactedFile);
  }
}

function toFile(attachment: Attachment): TepDinhKem {
  return {
    TenHoSo: attachment.title,
    LoaiHoSo: text(attachment.typeCode),
    NoiDungTomTat: text(attachment.summary),
    TenFileDinhKem: attachment.fileName,
    FileDinhKem: attachment.content,
  };
}

const REDACTED_TITLE = 'Bản đã che thông tin người tố cáo';

function toRedactedFile({ field, content }: Rendition): TepDinhKem {
  const number = field.replace('file:', '');
  return {
    TenHoSo: REDACTED_TITLE,
    LoaiHoSo: null,
    NoiDungTomTat: null,
    TenFileDinhKem: `ban-da-che-${number}${extensionOf(content.open())}`,
    FileDinhKem: content satisfies { open(): AttachmentContent },
  };
}

/** By what the file begins with: its own name does not leave. */
function extensionOf(bytes: Uint8Array): string {
  const begins = (...start: readonly number[]): boolean => start.every((byte, at) => bytes[at] === byte);
  if (begins(0x25, 0x50, 0x44, 0x46)) return '.pdf';
  if (begins(0x89, 0x50, 0x4e, 0x47)) return '.png';
  if (begins(0xff, 0xd8, 0xff)) return '.jpg';
  return '.txt';
}
