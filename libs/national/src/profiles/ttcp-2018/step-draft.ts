import type { StepKey } from '@kntc/domain';
import type {
  CapNhatGiaiQuyet,
  CapNhatKqGiaiQuyet,
  CapNhatKqXuLy,
  CapNhatThiHanh,
  CapNhatVuViec,
} from './wire/wire';

/** What `PlannedStep.content` holds for this profile. Not JSON-safe: files stay sealed until the body. */
export type StepContent =
  | {
      readonly method: 'CapNhatVuViec';
      readonly wire: CapNhatVuViec;
      /** Line that carries our reference, if the profile sends one. */
      readonly marker: string | undefined;
      /** `NoiDungDon` is a summary derived from codes that stand elsewhere in the content. */
      readonly derivedText: boolean;
    }
  | { readonly method: 'CapNhatKQXuLy'; readonly wire: CapNhatKqXuLy }
  | { readonly method: 'CapNhatGiaiQuyet'; readonly wire: CapNhatGiaiQuyet }
  | { readonly method: 'CapNhatKQGiaiQuyet'; readonly wire: CapNhatKqGiaiQuyet }
  | { readonly method: 'CapNhatThiHanh'; readonly wire: CapNhatThiHanh };

/** A step before its digests: feedable, or not for want of the named fields (names of `DRAFT_FIELDS`). */
export type StepDraft =
  | { readonly key: StepKey; readonly content: StepContent }
  | { readonly key: StepKey; readonly missing: readonly string[] };
