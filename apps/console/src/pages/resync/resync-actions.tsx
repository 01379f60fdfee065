import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Resync } from '../../api/answers';
import { DecisionDialog, type DecisionToMake } from '../../parts/decision/decision-dialog';
import { useMay } from '../../session/use-session';
import { RESYNC_WORDS, type ResyncWords } from '../../words/resync-words';
import { useOwnWords } from '../../words/use-words';

/** Pause, go on, stop: what fits the state it is in. */
export function ResyncActions({ resync: { id, state } }: { readonly resync: Resync }): ReactNode {
  const words = useOwnWords(RESYNC_WORDS);
  const may = useMay();
  const [open, setOpen] = useState<DecisionToMake>();
  if (!may('records.decide')) return null;
  const { pause, goOn, stop } = actsOn(id, words);
  const offered = { running: [pause, stop], paused: [goOn, stop], stopped: [], done: [] }[state];
  return (
    <>
      {offered.map((decision) => (
        <Button
          key={decision.path}
          type={decision === goOn ? 'primary' : 'default'}
          danger={decision === stop}
          onClick={() => setOpen(decision)}
        >
          {decision.title}
        </Button>
      ))}
      <DecisionDialog decision={open} close={() => setOpen(undefined)} />
    </>
  );
}

function actsOn(id: string, words: ResyncWords): Readonly<Record<'pause' | 'goOn' | 'stop', DecisionToMake>> {
  const at = (act: string): string => `/api/v1/resync/${id}/${act}`;
  return {
    pause: { title: words.pause, what: words.pauseWhat, path: at('pause'), body: {} },
    goOn: { title: words.goOn, what: words.goOnWhat, path: at('go-on'), body: {} },
    stop: { title: words.stop, what: words.stopWhat, path: at('stop'), body: {}, isDangerous: true },
  };
}
