import type { ReactNode } from 'react';

/** What a colour says; the words beside it say the same, for whoever does not see it. */
export type ToneName = 'good' | 'moving' | 'waits' | 'bad' | 'plain';

/** A few words on a ground of their tone. */
export function Tone({ of, children }: { readonly of: ToneName; readonly children: ReactNode }): ReactNode {
  return <span className={`tone tone-${of}`}>{children}</span>;
}
