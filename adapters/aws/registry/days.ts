/** Of two days as YYYY-MM-DD, the first. */
export function earlier(a: string, b: string): string {
  return [a, b].sort()[0] as string;
}

/** Of two days as YYYY-MM-DD, the last. */
export function later(a: string, b: string): string {
  return [a, b].sort()[1] as string;
}
