/**
 * Looking something up in a list of numbers that never falls.
 */

/** The last place whose number is at most `most`; 0 if there is none. O(log of the length). */
export function lastAtMost(numbers, most) {
  let [low, high] = [0, numbers.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (numbers[middle] <= most) low = middle;
    else high = middle - 1;
  }
  return low;
}
