import type { ReactNode } from 'react';
import { PEOPLE_WORDS } from '../../words/people-words';
import { useOwnWords, useWords } from '../../words/use-words';

interface Rights {
  readonly roles: readonly string[];
  readonly agencies: 'all' | readonly string[];
}

/** What an account may, and whose cases. */
export function RightsText({ roles, agencies }: Rights): ReactNode {
  const words = useOwnWords(PEOPLE_WORDS);
  const { roles: names } = useWords();
  const of = agencies === 'all' ? words.everywhere : agencies.join(', ');
  return roles.length === 0 ? null : `${roles.map((role) => names[role] ?? role).join(', ')} (${of})`;
}
