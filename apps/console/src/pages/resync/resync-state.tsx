import type { ReactNode } from 'react';
import type { Resync } from '../../api/answers';
import { Tone, type ToneName } from '../../parts/tone';
import { RESYNC_WORDS } from '../../words/resync-words';
import { useOwnWords } from '../../words/use-words';
import { isOver } from './finished-share';

const TONES: Readonly<Record<string, ToneName>> = {
  paused: 'waits',
  running: 'moving',
  stopped: 'bad',
  done: 'moving',
  over: 'good',
};

/** Where a re-sync stands. */
export function ResyncState({ resync }: { readonly resync: Resync }): ReactNode {
  const words = useOwnWords(RESYNC_WORDS);
  const state = resync.state === 'done' && isOver(resync) ? 'over' : resync.state;
  return <Tone of={TONES[state] ?? 'plain'}>{words.states[state]}</Tone>;
}
