import type { Ids } from '@kntc/domain';

/** UUIDs 1, 2, 3 … in order. */
export class CountingIds implements Ids {
  #count = 0;

  uuid(): string {
    this.#count += 1;
    return `00000000-0000-4000-8000-${String(this.#count).padStart(12, '0')}`;
  }
}
