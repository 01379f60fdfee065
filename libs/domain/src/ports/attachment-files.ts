import type { FileReference } from '../case/case';

/** Files that stay where the sources keep them, below the roots the configuration allows. */
export interface AttachmentFiles {
  /**
   * The bytes of a file as they were when it was read in. Throws `BodyProblem` `ATTACHMENT_CHANGED` – at the latest
   * before its last byte – when the file is gone, has other content or no longer lies below an allowed root.
   */
  read(reference: FileReference): AsyncIterable<Uint8Array>;
}
