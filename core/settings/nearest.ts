/** Words beyond this length are no slips of the pen. */
const LONGEST = 40;
/** Nobody looks through more to see what was meant. */
const MOST = 100;

/** The word that was most probably meant; null when none is near. */
export function nearest(word: string, words: readonly string[]): string | null {
  if (word.length > LONGEST || words.length > MOST) return null;
  const plain = word.toLowerCase().replaceAll(/[-\s]/g, '_');
  const [best] = words
    .map((candidate) => ({ candidate, edits: distance(plain, candidate) }))
    .filter(({ candidate, edits }) => edits <= Math.max(2, Math.floor(candidate.length / 3)) && edits < candidate.length)
    .sort((a, b) => a.edits - b.edits);
  return best?.candidate ?? null;
}

/** Levenshtein: insertions, deletions and replacements from one word to the other. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, n) => n);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
