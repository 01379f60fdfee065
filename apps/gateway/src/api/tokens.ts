/** Injection token of the composed gateway. */
export const GATEWAY = Symbol('gateway');
