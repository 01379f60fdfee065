/** A bucket that a second fills: as many requests at once as it holds, and no more within any second after. */
export class RequestRate {
  private left = Number.POSITIVE_INFINITY;
  private seenAt = 0;

  /** Whether one more request may pass now; `perSecond` may change from one to the next. */
  lets(perSecond: number | null, nowMs: number): boolean {
    if (perSecond === null) {
      this.left = Number.POSITIVE_INFINITY;
      return true;
    }
    const gained = (Math.max(0, nowMs - this.seenAt) / 1000) * perSecond;
    this.left = Math.min(perSecond, this.left + gained);
    this.seenAt = nowMs;
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }
}
