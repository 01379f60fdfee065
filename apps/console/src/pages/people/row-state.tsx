import type { ReactNode } from 'react';
import { ThreeLines } from '../../parts/three-lines';
import { Tone, type ToneName } from '../../parts/tone';
import { PEOPLE_WORDS } from '../../words/people-words';
import { useOwnWords } from '../../words/use-words';

const TONES: Readonly<Record<string, ToneName>> = { unchanged: 'plain', refused: 'bad', attached: 'waits' };

/** What a row of a form comes to. */
export function RowState({ state }: { readonly state: string }): ReactNode {
  const words = useOwnWords(PEOPLE_WORDS);
  return <Tone of={TONES[state] ?? 'good'}>{words.states[state]}</Tone>;
}

interface Objection {
  readonly problem: string;
  readonly text: readonly string[];
}

/** Why a row is not taken, and which fields change where it is. */
export function RowSays({
  changes,
  problems,
}: {
  readonly changes: readonly string[];
  readonly problems: readonly Objection[];
}): ReactNode {
  const words = useOwnWords(PEOPLE_WORDS);
  return (
    <>
      {changes.length > 0 && `${words.changes} ${changes.map((field) => words.fields[field]).join(', ')}`}
      {problems.map(({ problem, text }) => (
        <ThreeLines key={problem} text={text} />
      ))}
    </>
  );
}
