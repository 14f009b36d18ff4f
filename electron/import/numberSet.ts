/** A set of phone numbers in little memory. */

/** Slots at the start; always a power of two. */
const SLOTS = 1024;

/** One number, seen as its two halves. */
const number = new Float64Array(1);
const halves = new Int32Array(number.buffer);

/** Spreads numbers that differ in their last digits alone. */
function hash(value: number): number {
  number[0] = value;
  let mixed = Math.imul((halves[0] ?? 0) ^ Math.imul(halves[1] ?? 0, 0x9e3779b1), 0x85ebca6b);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 13);
}

/**
 * A set of positive integers up to 2^53 in one flat array: 16 to 32 bytes a number, where a Set of
 * numbers above 2^31 takes 60 and gives the garbage collector a million objects.
 */
export class NumberSet {
  #slots = new Float64Array(SLOTS);
  #size = 0;

  constructor(values: Iterable<number> = []) {
    for (const value of values) this.add(value);
  }

  /** How many numbers it holds. */
  get size(): number {
    return this.#size;
  }

  /** Whether it holds a number. */
  has(value: number): boolean {
    return this.#slots[this.#slotOf(value)] === value;
  }

  /**
   * Adds a number; false where it was there already.
   *
   * @throws RangeError for 0 and below, which mark free slots.
   */
  add(value: number): boolean {
    if (!(value > 0)) throw new RangeError('a phone number is a positive integer');
    const slot = this.#slotOf(value);
    if (this.#slots[slot] === value) return false;
    this.#slots[slot] = value;
    this.#size += 1;
    if (this.#size * 2 > this.#slots.length) this.#grow();
    return true;
  }

  #slotOf(value: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash(value) & mask;
    while (this.#slots[slot] !== 0 && this.#slots[slot] !== value) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Float64Array(old.length * 2);
    for (const value of old) if (value !== 0) this.#slots[this.#slotOf(value)] = value;
  }
}
