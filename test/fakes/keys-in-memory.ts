import type { Keys, KeptKeys } from '@kntc/confidentiality';

/** A key file without a disk: two wrappers on one of these are two processes on one file. */
export class KeysInMemory implements KeptKeys {
  reads = 0;

  constructor(public keys: Keys) {}

  read(): Keys {
    this.reads += 1;
    return this.keys;
  }

  replace(keys: Keys): void {
    this.keys = keys;
  }
}
