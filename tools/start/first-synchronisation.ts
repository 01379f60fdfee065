/** What the admin API says that the progress needs. */
export interface OverviewNumbers {
  readonly destination: { readonly open: boolean; readonly text?: string };
  readonly classes: Readonly<Record<string, number>>;
  readonly queue: { readonly due: number; readonly inFlight: number; readonly unknown: number };
  /** Every source was read to its end once, or is paused. */
  readonly readAll: boolean;
  readonly sources: readonly { readonly title: string; readonly text?: string }[];
}

export interface Watching {
  /** `undefined` = no answer just now. */
  readonly overview: () => Promise<OverviewNumbers | undefined>;
  readonly bar: { show(settled: number, total: number): void; stop(): void };
  readonly say: (line: string) => void;
  readonly isEnding: () => boolean;
  readonly wait: () => Promise<unknown>;
}

/**
 * Shows the progress until nothing more comes by itself: every source was read to its end or is paused, and what they
 * held is sent; or the far side is closed; or the program ends. Says in Vietnamese what stands in the way.
 */
export async function firstSynchronisation({ overview, bar, say, isEnding, wait }: Watching): Promise<void> {
  let last: OverviewNumbers | undefined;
  while (!isEnding()) {
    last = (await overview()) ?? last;
    if (last !== undefined) {
      const { settled, total } = progress(last);
      bar.show(settled, total);
      if (!last.destination.open || (last.readAll && settled === total)) break;
    }
    await wait();
  }
  bar.stop();
  if (last !== undefined) for (const line of obstacles(last)) say(line);
}

function progress({ classes, queue }: OverviewNumbers): { readonly settled: number; readonly total: number } {
  const total = Object.values(classes).reduce((sum, count) => sum + count, 0);
  return { settled: total - queue.due - queue.inFlight - queue.unknown, total };
}

function obstacles(overview: OverviewNumbers): readonly string[] {
  const { destination, sources, readAll } = overview;
  const paused = sources.flatMap(({ title, text }) => (text === undefined ? [] : [`${title}: ${text}`]));
  if (!destination.open) return [...paused, destination.text ?? 'CSDLQG tạm dừng nhận.'];
  const isEmpty = readAll && paused.length === 0 && progress(overview).total === 0;
  return isEmpty ? ['Các nguồn chưa có hồ sơ nào; có hồ sơ mới thì cổng tự đọc.'] : paused;
}
