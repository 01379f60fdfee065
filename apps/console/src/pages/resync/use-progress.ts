import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Resync, ResyncInFull } from '../../api/answers';
import { searchOf } from '../../api/ask';
import { useSession } from '../../session/use-session';

/** Why the gateway ends a stream of progress. */
type EndedWhy = 'over' | 'signed-out' | 'gone' | 'reconnect';

interface Listening {
  readonly isWanted: boolean;
  /** Nothing arrives any more, and not because it is over. */
  readonly lose: () => void;
}

/**
 * Puts the progress of one re-sync, as the gateway tells it, where its page reads it. Listens while it is wanted; a line that
 * breaks is taken up again by the browser, one that the gateway ends is not.
 */
export function useProgress(id: string, { isWanted, lose }: Listening): void {
  const queries = useQueryClient();
  const { sayEnded } = useSession();
  useEffect(() => {
    if (!isWanted) return undefined;
    const path = `/api/v1/resync/${id}`;
    const listen = (): EventSource => {
      const stream = new EventSource(`${path}/events`);
      stream.addEventListener('progress', ({ data }: MessageEvent<string>) => {
        const told = JSON.parse(data) as Resync;
        queries.setQueryData<ResyncInFull>(
          ['answer', path, searchOf({})],
          (known) => known && { ...known, ...told },
        );
        void queries.invalidateQueries({ queryKey: ['list', `${path}/items`] });
      });
      stream.addEventListener('end', ({ data }: MessageEvent<string>) => {
        stream.close();
        const { why } = JSON.parse(data) as { readonly why: EndedWhy };
        if (why === 'reconnect') open = listen();
        else if (why === 'signed-out') sayEnded();
        else void queries.invalidateQueries();
        if (why === 'signed-out' || why === 'gone') lose();
      });
      stream.addEventListener('error', () => {
        if (stream.readyState === EventSource.CLOSED) lose();
      });
      return stream;
    };
    let open = listen();
    return () => open.close();
    // The functions are new at every drawing and always the same.
  }, [id, isWanted]);
}
