import type { Case, Petitioners } from '../case/case';
import { mask } from '../text/mask';

/** Who takes part in a case, as far as nobody is named. */
export interface MaskedParties {
  readonly petitioners: Pick<
    Petitioners,
    'type' | 'headCount' | 'representativeCount' | 'anonymous' | 'impersonated' | 'provinceCode'
  > & { readonly name: string };
  readonly respondents: readonly { readonly type: 'person' | 'organisation'; readonly name: string }[];
}

const DOTS = '•••';
const SECRET_DENOUNCER = 'Người tố cáo – giữ bí mật';

/** Opens nothing sealed: a petitioner's name is dots, the letters of a respondent's are covered but for two. */
export function maskedParties({ kind, petitioners, respondents }: Case): MaskedParties {
  const { type, headCount, representativeCount, anonymous, impersonated, provinceCode } = petitioners;
  const isDenunciation = kind === 'TC';
  return {
    petitioners: {
      type,
      headCount,
      representativeCount,
      anonymous,
      impersonated,
      provinceCode,
      name: isDenunciation ? SECRET_DENOUNCER : DOTS,
    },
    // Of a denunciation not even a letter is shown, of the denounced neither: he is presumed innocent.
    respondents: respondents.map((one) => ({
      type: one.type,
      name: isDenunciation ? DOTS : mask(one.type === 'person' ? one.person.fullName : one.name),
    })),
  };
}
