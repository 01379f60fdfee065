/** A list of numbers by position 0,1,2,… that costs eight bytes each; unset positions read as NaN. */
export class NumberList {
  private values = new Float64Array(1024).fill(NaN);

  get(position: number): number {
    return this.values[position] ?? NaN;
  }

  set(position: number, value: number): void {
    if (position >= this.values.length) {
      const larger = new Float64Array(Math.max(this.values.length * 2, position + 1)).fill(NaN);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[position] = value;
  }
}
