import { promisify } from 'node:util';
import zlib from 'node:zlib';

const gunzip = promisify(zlib.gunzip);
const unzstd = promisify(zlib.zstdDecompress);

/** Most bytes that one POST may send. */
export const MAX_SENT_BYTES = 1_048_576;
/** Most bytes that they may unpack to. */
export const MAX_UNPACKED_BYTES = 16 * 1_048_576;

export type Unpacked =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: 'unsupported_encoding' | 'corrupt_encoding' | 'body_too_large' };

/** Undoes one Content-Encoding (RFC 9110, 8.4): gzip, zstd or none; costs at most the unpacked limit in memory. */
export async function unpack(body: Uint8Array, encoding: string | undefined): Promise<Unpacked> {
  const name = (encoding ?? 'identity').trim().toLowerCase();
  if (name === 'identity' || name === '') return { ok: true, bytes: body };
  try {
    if (name === 'gzip' || name === 'x-gzip') return { ok: true, bytes: await gunzip(body, { maxOutputLength: MAX_UNPACKED_BYTES }) };
    if (name === 'zstd') return { ok: true, bytes: await unzstd(body, { maxOutputLength: MAX_UNPACKED_BYTES }) };
  } catch (error) {
    const tooLarge = error instanceof RangeError || (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    return { ok: false, reason: tooLarge ? 'body_too_large' : 'corrupt_encoding' };
  }
  return { ok: false, reason: 'unsupported_encoding' };
}
