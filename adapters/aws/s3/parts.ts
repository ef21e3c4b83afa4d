/** S3 asks for at least 5 MiB in every part but the last. */
const PART_BYTES = 8 * 1_048_576;

/** The stream's first part, whole; `rest` null: it was all. */
export async function firstPart(
  body: AsyncIterable<Uint8Array>,
): Promise<{ readonly part: Uint8Array; readonly rest: AsyncIterator<Uint8Array> | null }> {
  const parts = partsOf(body);
  const first = await parts.next();
  const part = first.done === true ? new Uint8Array(0) : first.value;
  return { part, rest: part.length < PART_BYTES ? null : parts };
}

/** Cuts a stream into parts of `PART_BYTES`, the last one shorter. Chunks are copied: their writer may fill them again. */
async function* partsOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let part = Buffer.allocUnsafe(PART_BYTES);
  let filled = 0;
  for await (const chunk of body) {
    for (let from = 0; from < chunk.length; ) {
      const taken = Math.min(chunk.length - from, PART_BYTES - filled);
      part.set(chunk.subarray(from, from + taken), filled);
      from += taken;
      filled += taken;
      if (filled < PART_BYTES) continue;
      yield part;
      part = Buffer.allocUnsafe(PART_BYTES);
      filled = 0;
    }
  }
  if (filled > 0) yield part.subarray(0, filled);
}
