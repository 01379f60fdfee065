import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Queues } from '../../api/answers';
import { DecisionDialog } from '../../parts/decision/decision-dialog';
import { momentText } from '../../parts/format';
import { Tone } from '../../parts/tone';
import { useMay } from '../../session/use-session';
import { QUEUE_WORDS } from '../../words/queue-words';
import { useOwnWords } from '../../words/use-words';

/** Running, or who paused it, since when and why. */
export function PauseState({ pause }: Pick<Queues['sources'][number], 'pause'>): ReactNode {
  const words = useOwnWords(QUEUE_WORDS);
  if (pause === null) return <Tone of="good">{words.running}</Tone>;
  return (
    <>
      <Tone of="waits">{words.paused}</Tone>
      <div>
        {words.by} {pause.by}, {words.since} {momentText(pause.since)}: {pause.reason}
      </div>
    </>
  );
}

interface Props {
  readonly side: 'source' | 'destination';
  readonly target: string;
  readonly name: string;
  readonly isPaused: boolean;
}

/** Pauses a queue, or lets a paused one go on. */
export function PauseButton({ side, target, name, isPaused }: Props): ReactNode {
  const words = useOwnWords(QUEUE_WORDS);
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  // What was to be done when the dialog opened: the answer of it must not turn the dialog into its opposite.
  const [isResuming, setResuming] = useState(false);
  if (!may('records.decide')) return null;
  const pauseWhat = side === 'source' ? words.pauseSourceWhat : words.pauseDestinationWhat;
  const act = isResuming ? words.resume : words.pause;
  return (
    <>
      <Button
        size="small"
        aria-label={`${isPaused ? words.resume : words.pause}: ${name}`}
        onClick={() => {
          setResuming(isPaused);
          setOpen(true);
        }}
      >
        {isPaused ? words.resume : words.pause}
      </Button>
      <DecisionDialog
        decision={
          isOpen
            ? {
                title: act,
                what: `${name}. ${isResuming ? words.resumeWhat : pauseWhat}`,
                path: `/api/v1/queues/${isResuming ? 'resume' : 'pause'}`,
                body: { side, target },
              }
            : undefined
        }
        close={() => setOpen(false)}
      />
    </>
  );
}
