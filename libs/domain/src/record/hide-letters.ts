import { isPersonal } from '../draft/personal-fields';
import type { CaseDraft } from '../draft/draft-fields';
import { isCodeHandle } from '../text/mask';
import type { RecordIssue } from './mapped-record';

const HIDDEN = '•••';
/** What a masked value is written with; no local code holds it. */
const DOT = '•';

/**
 * Issues as they may be shown and stored. Of a petition that is not known to be something else than a denunciation not
 * even a masked letter remains, in whatever column it stood: names are typed into columns of dates and kinds too. Left are
 * local codes of what is not personal, or what stands for them – without them nobody could map them – and what our own
 * configuration says.
 * No code of a place below the province is left: `sources check` names unmapped codes without the records that use them.
 */
export function hideLetters(issues: readonly RecordIssue[], kind: CaseDraft['kind']): readonly RecordIssue[] {
  if (kind === 'KN' || kind === 'KNPA') return issues;
  return issues.map((one) => {
    if (one.field === '' || isOpenCode(one)) return one;
    const { localCode, ...rest } = one;
    const isKept = localCode !== undefined && isCodeHandle(localCode) && !isPersonal(one.field);
    const shown = isKept ? one : rest;
    return shown.masked === undefined ? shown : { ...shown, masked: HIDDEN };
  });
}

function isOpenCode({ field, localCode }: RecordIssue): boolean {
  return localCode !== undefined && !localCode.includes(DOT) && !isPersonal(field);
}
