import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { dateInVietnam, GatewayError, type Clock } from '@kntc/domain';
import type { FileSourceDefinition } from '../../definition/source-definition';
import { FileRefused, refusalText } from '../refusals';
import { inspect } from '../worker/reading';
import { DropFolder, identityOf, sameIdentity, type DroppedFile } from './drop-folder';
import { DONE, fileAsRefused, freePlace, moveTo, writeNote } from './filed';
import { refuseName } from './refuse-name';
import { Manifests, type Manifest, type ManifestHead } from './manifests';
import { copyOwn, dropCopy, type OwnCopy } from './own-copy';

export interface InboxPlaces {
  /** Where files are dropped. */
  readonly drop: string;
  /** Manifests of this source. */
  readonly manifests: string;
  /** Copies while they are read. */
  readonly copies: string;
}

/** A file that was taken in, and the copy it is read from. */
export interface OpenedFile {
  readonly manifest: Manifest;
  readonly copy: OwnCopy;
}

/**
 * Takes files in, one after the other: copied, hashed, looked through as a whole, and then either refused (moved to
 * `refused/` with a text) or given a manifest and moved to `done/<day>/`.
 *
 * A crash before the manifest is written leaves the file where it was dropped: it is taken up again. A crash between
 * manifest and move: the file is recognised by its hash and only moved.
 */
export class Inbox {
  readonly manifests: Manifests;
  readonly folder: DropFolder;
  #tidied: Promise<void> | undefined;

  constructor(
    private readonly definition: FileSourceDefinition,
    private readonly places: InboxPlaces,
    private readonly deps: { readonly clock: Clock; readonly shape: string },
  ) {
    this.manifests = new Manifests(places.manifests);
    this.folder = new DropFolder(places.drop, definition.files.accept, deps.clock);
  }

  /**
   * The next file worth reading, after any number of refused and repeated ones.
   * @throws GatewayError GW_S108 when the folder cannot be used
   */
  async take(): Promise<OpenedFile | undefined> {
    await mkdir(this.places.drop, { recursive: true }).catch((err: unknown) => {
      throw new GatewayError('GW_S108', this.places.drop, { cause: err });
    });
    await this.#tidy();
    for (let file = await this.folder.next(); file !== undefined; file = await this.folder.next()) {
      const opened = await this.#takeOne(file).catch((err: unknown) => {
        throw isOfTheDisk(err) ? new GatewayError('GW_S108', err.code, { cause: err }) : err;
      });
      if (opened !== undefined) return opened;
    }
    return undefined;
  }

  /**
   * A file that was taken in earlier, once more: after a restart, or when the layout changed.
   * @throws GatewayError GW_S109 when what lies in `done/` is no longer what was taken in, GW_S107 when the layout
   * no longer fits it
   */
  async reopen(head: ManifestHead): Promise<OpenedFile> {
    const path = join(this.places.drop, head.placed);
    if (!existsSync(path)) throw new GatewayError('GW_S109', head.placed);
    await this.#tidy();
    const copy = await copyOwn(this.places.copies, path);
    if (copy.sha256 !== head.sha256) {
      await dropCopy(copy);
      throw new GatewayError('GW_S109', head.placed);
    }
    const manifest = await this.manifests.load(head);
    if (head.shape === this.deps.shape) return { manifest, copy };
    try {
      const fresh = { ...manifest, ...(await this.#inspected(copy, head.name)) };
      await this.manifests.save(fresh);
      return { manifest: fresh, copy };
    } catch (err) {
      await dropCopy(copy);
      if (!(err instanceof FileRefused)) throw err;
      throw new GatewayError('GW_S107', `${head.name}: ${refusalText(err.code, err.detail)[0]}`);
    }
  }

  /** Refused while nothing was ever taken in: the source as a whole cannot be read. @throws GatewayError GW_S107 */
  async refuseIfNothing(): Promise<void> {
    if ((await this.manifests.heads()).length > 0) return;
    const last = await this.manifests.lastRefusal();
    if (last === undefined) return;
    throw new GatewayError('GW_S107', `${last.name}: ${refusalText(last.code, last.detail)[0]}`);
  }

  /** Copies that a crash left behind. */
  #tidy(): Promise<void> {
    this.#tidied ??= rm(this.places.copies, { recursive: true, force: true });
    return this.#tidied;
  }

  async #takeOne(file: DroppedFile): Promise<OpenedFile | undefined> {
    const copy = await copyOwn(this.places.copies, file.path);
    const now = await identityOf(file.path);
    // Replaced or written to while it was copied: not complete yet, the next look takes it.
    if (now === undefined || !sameIdentity(now, file.identity)) {
      await dropCopy(copy);
      return undefined;
    }
    const known = await this.#known(copy.sha256);
    if (known !== undefined) {
      await this.#fileRepeated(file, known, copy);
      return undefined;
    }
    try {
      return await this.#accept(file, copy);
    } catch (err) {
      if (!(err instanceof FileRefused)) throw err;
      const { code, detail } = err;
      await this.manifests.noteRefusal({ name: file.name, code, detail });
      await fileAsRefused(this.places.drop, file, { code, detail, copyPath: copy.path });
      await dropCopy(copy);
      return undefined;
    }
  }

  async #accept(file: DroppedFile, copy: OwnCopy): Promise<OpenedFile> {
    refuseName(file.name, this.folder, this.definition.files.accept);
    const inspected = await this.#inspected(copy, file.name);
    const now = this.deps.clock.now();
    const last = (await this.manifests.heads()).at(-1);
    const manifest: Manifest = {
      seq: (last?.seq ?? 0) + 1,
      sha256: copy.sha256,
      name: file.name,
      takenAt: now.toISOString(),
      placed: freePlace(this.places.drop, join(DONE, dateInVietnam(now)), file.name),
      ...inspected,
    };
    await this.manifests.save(manifest);
    await moveTo(file, join(this.places.drop, manifest.placed), copy.path);
    return { manifest, copy };
  }

  async #inspected(copy: OwnCopy, name: string) {
    const { files, record } = this.definition;
    const report = await inspect({ path: copy.path, name, layout: files.layout, record });
    const { sheet, lines, doubled, keyless, below, positions } = report;
    return {
      shape: this.deps.shape,
      sheet,
      lines,
      doubled,
      keyless,
      below,
      positions: Object.fromEntries(positions),
    };
  }

  /** The same bytes again say nothing new – but in a snapshot an older register may come back as the newest. */
  async #known(sha256: string): Promise<ManifestHead | undefined> {
    const heads = await this.manifests.heads();
    const last = heads.at(-1);
    if (this.definition.files.mode === 'snapshot') return last?.sha256 === sha256 ? last : undefined;
    return heads.find((head) => head.sha256 === sha256);
  }

  async #fileRepeated(file: DroppedFile, known: ManifestHead, copy: OwnCopy): Promise<void> {
    const { drop } = this.places;
    // A crash came between manifest and move: this is the file itself, not a second copy.
    if (!existsSync(join(drop, known.placed))) await moveTo(file, join(drop, known.placed), copy.path);
    else {
      const place = freePlace(drop, join(DONE, dateInVietnam(this.deps.clock.now())), file.name);
      await moveTo(file, join(drop, place), copy.path);
      await writeNote(drop, place, [
        `Cổng đã nhận đúng tệp này trước đây («${known.placed}»).`,
        'Nội dung giống hệt nên không hồ sơ nào thay đổi.',
        'Không phải làm gì. Nếu định gửi bản mới, hãy kiểm tra đã lưu và chọn đúng tệp chưa.',
      ]);
    }
    await dropCopy(copy);
  }
}

/** No right, no room, no network drive: not the fault of the file. */
function isOfTheDisk(err: unknown): err is NodeJS.ErrnoException & { readonly code: string } {
  return err instanceof Error && typeof (err as NodeJS.ErrnoException).syscall === 'string';
}
