import type { ReactNode } from 'react';
import { useWords } from '../words/use-words';
import { Tone, type ToneName } from './tone';

const TONES: Readonly<Record<string, ToneName>> = {
  confirmed: 'good',
  waiting: 'moving',
  shadow: 'plain',
  quarantined: 'waits',
  held: 'waits',
  unknown: 'bad',
  diverged: 'bad',
};

/** Where a record stands. */
export function StateTag({ state }: { readonly state: string | null | undefined }): ReactNode {
  const { states, common } = useWords();
  if (state === null || state === undefined) return <Tone of="bad">{common.notKnown}</Tone>;
  return <Tone of={TONES[state] ?? 'plain'}>{states[state] ?? state}</Tone>;
}
