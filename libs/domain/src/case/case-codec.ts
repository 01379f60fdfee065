import type { AttachmentContent, Case, FileReference, Identity, Narrative } from './case';
import { Sealed } from './sealed';

/** The stored forms of a case: `plain` without identity and free text of the petition, `secret` with nothing else. */
export interface FrozenCase {
  readonly plain: FrozenPlain;
  readonly secret: FrozenSecret;
}

interface FrozenDigests {
  readonly identity: string;
  readonly narrative: string;
  readonly attachments: readonly string[];
}

/** JSON-safe: everything of the case with its sealed members replaced by digests. */
export interface FrozenPlain {
  readonly case: unknown;
  readonly digests: FrozenDigests;
}

/** JSON-safe: the content of the sealed members. */
export interface FrozenSecret {
  readonly identity: Identity;
  readonly narrative: Narrative;
  /** base64, or where the file lies. */
  readonly attachments: readonly (string | FileReference)[];
}

/** Takes a case apart for storage. Opens every sealed member: only intake and storage call it. */
export function freezeCase(kase: Case): FrozenCase {
  return {
    plain: {
      case: kase,
      digests: {
        identity: kase.petitioners.identity.digest,
        narrative: kase.petition.narrative.digest,
        attachments: kase.attachments.map((attachment) => attachment.content.digest),
      },
    },
    secret: {
      identity: kase.petitioners.identity.open(),
      narrative: kase.petition.narrative.open(),
      attachments: kase.attachments.map((attachment) => freezeContent(attachment.content.open())),
    },
  };
}

/**
 * Puts a case together again. `openSecret` runs at most once, and not before something sealed is opened: a
 * withheld denouncer's data is never decrypted on its way through delivery.
 */
export function thawCase(plain: FrozenPlain, openSecret: () => FrozenSecret): Case {
  let opened: FrozenSecret | undefined;
  const secret = (): FrozenSecret => (opened ??= openSecret());
  const stored = plain.case as Case;
  return {
    ...stored,
    petition: {
      ...stored.petition,
      narrative: Sealed.lazy(() => secret().narrative, plain.digests.narrative),
    },
    petitioners: {
      ...stored.petitioners,
      identity: Sealed.lazy(() => secret().identity, plain.digests.identity),
    },
    attachments: stored.attachments.map((attachment, index) => ({
      ...attachment,
      content: Sealed.lazy(
        () => thawContent(secret().attachments[index] ?? ''),
        plain.digests.attachments[index] ?? '',
      ),
    })),
  };
}

function freezeContent(content: AttachmentContent): string | FileReference {
  return content instanceof Uint8Array ? Buffer.from(content).toString('base64') : content;
}

function thawContent(frozen: string | FileReference): AttachmentContent {
  return typeof frozen === 'string' ? new Uint8Array(Buffer.from(frozen, 'base64')) : frozen;
}
