import type { ReactNode } from 'react';
import { Tone, type ToneName } from '../../parts/tone';
import { CAUSE_WORDS } from '../../words/cause-words';
import { useOwnWords } from '../../words/use-words';

const TONES: Readonly<Record<string, ToneName>> = { raised: 'waits', acknowledged: 'good', expired: 'bad' };

/** Whether somebody knows of a cause. */
export function AttentionTag({ state }: { readonly state: string }): ReactNode {
  const words = useOwnWords(CAUSE_WORDS);
  return <Tone of={TONES[state] ?? 'plain'}>{words.states[state]}</Tone>;
}
