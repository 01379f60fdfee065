/** As `ref` of an answer: on a small screen it may come below the edge. */
export function intoView(answer: HTMLElement | null): void {
  answer?.scrollIntoView({ block: 'nearest' });
}
